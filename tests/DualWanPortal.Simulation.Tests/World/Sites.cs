using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Sites on a clock of their own, and short ways to look at them.</summary>
internal static class Sites
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A site that has had half a minute to get its leases and sessions.</summary>
    public static SimulatedSite Settled(string scenario, RouterProfile? profile = null)
    {
        var site = SimulatedSite.FromScenario(scenario, scenario, profile ?? RouterProfile.V721, new SimulationClock(Start));
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        return site;
    }

    public static void Wait(this SimulatedSite site, double seconds) => site.Clock.Advance(TimeSpan.FromSeconds(seconds));

    public static void Break(this SimulatedSite site, string? wan, string fault)
    {
        Assert.True(Fault.TryParse(fault, out var parsed, out var error), error);
        site.Apply(wan, parsed!);
    }

    /// <summary>Interface by which a machine on the inside reaches the Internet; null when nothing comes back.</summary>
    public static string? Carrier(this SimulatedSite site)
    {
        var (name, client) = site.Running.Clients.Inside()!.Value;
        var outcome = site.Running.Clients.Connect(name, client, Internet.AddressOf("www.example.com")!.Value, "tcp", 443);
        return outcome.Answered ? outcome.Via : null;
    }

    public static MenuRow Route(this SimulatedSite site, string comment) => site.Router["/ip/route"].Rows.Single(row => row["comment"] == comment);

    public static IEnumerable<string> Log(this SimulatedSite site) => site.Router["/log"].Rows.Select(row => $"{row["topics"]} {row["message"]}");
}
