using System.Collections.Immutable;
using System.Globalization;

namespace DualWanPortal.Simulation.World;

public enum FaultKind
{
    CableOut, UpstreamDead, GatewaySilent, Loss, Latency, DnsDead, IcmpBlocked, CaptivePortal, GatewayChange, LeaseLost, Flap, Reboot,
}

/// <summary>
/// Something that goes wrong with one WAN, or with the router itself (<see cref="FaultKind.Reboot"/>). Written and read as one word:
/// <c>cable-out</c>, <c>loss:60</c>, <c>latency:900</c>, <c>flap:20</c>.
/// </summary>
/// <param name="Amount">Percent of <see cref="FaultKind.Loss"/>, milliseconds of <see cref="FaultKind.Latency"/>, seconds of <see cref="FaultKind.Flap"/>; 0 for the others.</param>
public sealed record Fault(FaultKind Kind, int Amount = 0)
{
    private static readonly ImmutableArray<(string Word, FaultKind Kind, string? Unit, int Low, int High)> s_words =
    [
        ("cable-out", FaultKind.CableOut, null, 0, 0),
        ("upstream-dead", FaultKind.UpstreamDead, null, 0, 0),
        ("gateway-silent", FaultKind.GatewaySilent, null, 0, 0),
        ("loss", FaultKind.Loss, "PERCENT", 1, 100),
        ("latency", FaultKind.Latency, "MS", 1, 60_000),
        ("dns-dead", FaultKind.DnsDead, null, 0, 0),
        ("icmp-blocked", FaultKind.IcmpBlocked, null, 0, 0),
        ("captive-portal", FaultKind.CaptivePortal, null, 0, 0),
        ("gateway-change", FaultKind.GatewayChange, null, 0, 0),
        ("lease-lost", FaultKind.LeaseLost, null, 0, 0),
        ("flap", FaultKind.Flap, "SECONDS", 1, 3600),
        ("reboot", FaultKind.Reboot, null, 0, 0),
    ];

    /// <summary>Every word that is understood, with the unit where an amount belongs: <c>loss:PERCENT</c>.</summary>
    public static ImmutableArray<string> Words { get; } = [.. s_words.Select(known => known.Unit is null ? known.Word : $"{known.Word}:{known.Unit}")];

    public static bool TryParse(string text, out Fault? fault, out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        fault = null;
        error = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = colon < 0 ? text : text[..colon];
        var known = s_words.FirstOrDefault(candidate => candidate.Word == word);
        if (known.Word is null)
        {
            error = $"'{Shorten(text)}' is no known fault; known are {string.Join(", ", Words)}.";
            return false;
        }
        if (known.Unit is null)
        {
            if (colon >= 0)
                error = $"{word} takes no amount.";
            else
                fault = new Fault(known.Kind);
        }
        else if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || amount < known.Low || amount > known.High)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"{word} needs an amount from {known.Low} to {known.High}: {word}:{known.Unit}.");
        }
        else
        {
            fault = new Fault(known.Kind, amount);
        }
        return error is null;
    }

    public override string ToString()
    {
        var known = s_words.First(candidate => candidate.Kind == Kind);
        return known.Unit is null ? known.Word : string.Create(CultureInfo.InvariantCulture, $"{known.Word}:{Amount}");
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
