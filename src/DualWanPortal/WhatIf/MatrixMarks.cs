using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.WhatIf;

/// <summary>Icon, colour and words of the matrix.</summary>
internal static class MatrixMarks
{
    public static string Mark(CellVerdict verdict) => verdict switch { CellVerdict.Works => "working", CellVerdict.Degraded => "degraded", CellVerdict.Fails => "down", _ => "unknown" };

    public static string Word(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Works => "Works",
        CellVerdict.Degraded => "Degraded",
        CellVerdict.Fails => "Fails",
        CellVerdict.NotApplicable => "Not applicable",
        _ => "Unknown",
    };

    public static string Title(string check) => check switch
    {
        CheckIds.Internet => "Internet",
        CheckIds.PathTruthful => "Path shown",
        CheckIds.Nat => "NAT",
        CheckIds.Dns => "DNS",
        CheckIds.Connections => "Open connections",
        CheckIds.Inbound => "Inbound",
        CheckIds.Vpn => "VPN",
        CheckIds.Management => "Management",
        CheckIds.Alert => "Alert",
        CheckIds.Ipv6 => "IPv6",
        CheckIds.Ipv6Closed => "IPv6 closed",
        _ => check,
    };

    /// <summary>What the check asks, for the head of its column.</summary>
    public static string Question(string check) => check switch
    {
        CheckIds.Internet => "Are new connections of the inside answered?",
        CheckIds.PathTruthful => "Is the WAN that the router shows as active one that carries?",
        CheckIds.Nat => "Do packets leave with an address that the provider knows?",
        CheckIds.Dns => "Do the machines of the inside and the router find names?",
        CheckIds.Connections => "What becomes of connections that were open?",
        CheckIds.Inbound => "Are forwarded ports reached on the WAN that carries?",
        CheckIds.Vpn => "Can each tunnel be brought up again?",
        CheckIds.Management => "Is the router's management closed to strangers?",
        CheckIds.Alert => "Does what the router sends to tell somebody get out?",
        CheckIds.Ipv6 => "Are new connections over IPv6 answered, or at least refused at once?",
        CheckIds.Ipv6Closed => "Is what has IPv6 closed to strangers on every WAN?",
        _ => "",
    };

    /// <summary>How bad a scenario is: what fails counts most.</summary>
    public static int Weight(ScenarioResult scenario) =>
        scenario.Cells.Sum(cell => cell.Verdict switch { CellVerdict.Fails => 100, CellVerdict.Degraded => 10, CellVerdict.Unknown => 1, _ => 0 });

    /// <summary><c>ether2 after 30 s</c>; null where there is nothing to say.</summary>
    public static string? How(Cell cell) => cell.AfterSeconds is > 0 and var seconds
        ? FormattableString.Invariant($"{cell.Via} after {seconds:0.#} s").TrimStart()
        : cell.Check is CheckIds.Internet or CheckIds.Ipv6 && cell.Verdict is CellVerdict.Works or CellVerdict.Degraded ? cell.Via : null;

    /// <summary>The outcome in one sentence, for the status line.</summary>
    public static string Sentence(ScenarioMatrix matrix)
    {
        var cells = matrix.Scenarios.SelectMany(scenario => scenario.Cells).ToList();
        var (failing, degraded, unknown) = (cells.Count(cell => cell.Verdict == CellVerdict.Fails), cells.Count(cell => cell.Verdict == CellVerdict.Degraded), cells.Count(cell => cell.Verdict == CellVerdict.Unknown));
        return cells.All(cell => cell.Verdict == CellVerdict.NotApplicable)
            ? $"{matrix.File}: no way to the Internet was found, so there is nothing to break."
            : $"{matrix.File}: {failing} of {cells.Count(cell => cell.Verdict != CellVerdict.NotApplicable)} answers fail, {degraded} degraded, {unknown} unknown.";
    }
}
