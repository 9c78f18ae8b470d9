namespace DualWanPortal.Alerts;

/// <summary>One kind of channel. A new kind is a folder with one of these and a registration line.</summary>
public interface IAlertTransport
{
    /// <summary>The word in the API and the database, for example <c>webhook</c>.</summary>
    string Kind { get; }

    /// <summary>Checks what a person entered and completes it (a generated secret).</summary>
    Task<ChannelSettingsReading> ReadSettingsAsync(System.Text.Json.JsonElement settings, CancellationToken cancellationToken);

    /// <summary>One attempt; never throws for what the far end does.</summary>
    /// <param name="settings">What <see cref="ReadSettingsAsync"/> gave, as stored.</param>
    Task<DeliveryOutcome> DeliverAsync(string settings, AlertMessage message, CancellationToken cancellationToken);

    /// <summary>The settings as they may be shown: no secret.</summary>
    IReadOnlyDictionary<string, string> Show(string settings);
}

/// <summary>Result of reading settings: either they are good or <paramref name="Problems"/> says what to change, by field.</summary>
/// <param name="Stored">JSON to keep; null when there are problems.</param>
/// <param name="GeneratedSecret">A secret that was made and is shown this once; null when the person gave one.</param>
public sealed record ChannelSettingsReading(string? Stored, string? GeneratedSecret, IReadOnlyDictionary<string, string[]> Problems);
