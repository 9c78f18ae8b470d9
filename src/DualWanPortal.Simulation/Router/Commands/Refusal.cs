using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Why a command is refused, in the router's own words (reference 1.9).</summary>
public sealed record Refusal(string Message, int? Category = null)
{
    public static Refusal NoSuchItem { get; } = new("no such item", 0);
    public static Refusal NoSuchCommand { get; } = new("no such command", 0);
    public static Refusal NotAllowedByDeviceMode { get; } = new("failure: not allowed by device-mode");

    public static Refusal Flagged { get; } = new("failure: configuration flagged, check all router configuration for unauthorized changes and update device-mode");

    public static Refusal NoSuchDirectory(string part) => new($"no such command or directory ({part})", 0);
    public static Refusal NotPermitted(RouterOsVersion version) => new(version.IsV6 ? "std failure: not allowed (9)" : "not enough permissions (9)");
    public static Refusal UnknownParameter(string name, RouterOsVersion version) => new(version.IsV6 ? "unknown parameter" : $"unknown parameter {name}");
    public static Refusal Missing(string name, RouterOsVersion version) => new(version.IsV6 ? $"missing ={name}=" : $"missing value(s) of argument(s) {name}", 1);
    public static Refusal NoMatch(string name) => new($"input does not match any value of {name}", 1);
    public static Refusal Ambiguous(string name) => new($"ambiguous value of {name}, more than one possible value matches input", 1);
    public static Refusal OutOfRange(MenuField field) => new(FormattableString.Invariant($"value of {field.Name} out of range ({field.Range.Low}..{field.Range.High})"), 1);
    public static Refusal Invalid(string name) => new($"invalid value for argument {name}", 1);
    public static Refusal Failure(string message) => new("failure: " + message, 4);
}
