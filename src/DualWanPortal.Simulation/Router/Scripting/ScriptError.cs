namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>What a script runs into and <c>on-error</c> catches. Lives inside the interpreter only: outside it is a line of the log or a trap.</summary>
internal sealed class ScriptError(string message) : Exception(message)
{
    /// <summary>Command that was refused, <c>/ip/route/set</c>; null for an error of the language itself.</summary>
    public string? Command { get; init; }
    public int Line { get; init; }

    /// <summary>As the log of errors words it: <c>not enough permissions (9) (/ip/dhcp-client/add; line 1)</c> (reference 3.14).</summary>
    public string Located => Command is null ? Message : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Message} ({Command}; line {Line})");
}
