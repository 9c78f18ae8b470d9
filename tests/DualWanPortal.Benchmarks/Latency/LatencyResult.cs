namespace DualWanPortal.Benchmarks.Latency;

/// <summary>From the moment a cable is cut in the practice network, in milliseconds.</summary>
/// <param name="FleetPageMs">Until the open fleet page shows the site on its backup.</param>
/// <param name="RouterPageMs">Until the open page of the router shows it.</param>
/// <param name="WebhookMs">Until the receiver has the message.</param>
/// <param name="LooksAtOutbox">How often the database was asked, all the while, for an event that lacks its delivery.</param>
/// <param name="EventsWithoutDelivery">How often there was one: more than none would mean that they are not written together.</param>
/// <param name="LoadAverage">Of the machine at the end, over one minute; null where it is not told.</param>
internal sealed record LatencyResult(int Cuts, Percentiles FleetPageMs, Percentiles RouterPageMs, Percentiles WebhookMs, long LooksAtOutbox, long EventsWithoutDelivery, double? LoadAverage);
