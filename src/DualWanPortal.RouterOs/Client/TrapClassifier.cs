namespace DualWanPortal.RouterOs.Client;

/// <summary>
/// Turns a <c>!trap</c> into a <see cref="TrapKind"/> (reference 1.9). The category is often missing and the words differ between versions,
/// so the text decides first and the category only where the text says nothing.
/// </summary>
public static class TrapClassifier
{
    /// <param name="message">The router's words; null when it sent none.</param>
    /// <param name="category">0 missing item or command, 1 argument value, 2 interrupted, 3 to 7 without a kind of their own.</param>
    public static TrapKind Classify(string? message, int? category)
    {
        var text = message ?? "";
        foreach (var (part, kind) in s_parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        return category switch
        {
            0 => TrapKind.NoSuchItem,
            1 => TrapKind.InvalidValue,
            2 => TrapKind.Interrupted,
            _ => TrapKind.Other,
        };
    }

    // In order: the first part found decides, so the narrower ones stand first.
    private static readonly (string Part, TrapKind Kind)[] s_parts =
    [
        ("device-mode", TrapKind.NotAllowedByDeviceMode),
        ("no such command", TrapKind.NoSuchCommand),
        ("no such item", TrapKind.NoSuchItem),
        ("unknown parameter", TrapKind.UnknownParameter),
        ("missing value", TrapKind.MissingValue),
        ("missing =", TrapKind.MissingValue),
        ("does not match any value", TrapKind.InvalidValue),
        ("ambiguous value", TrapKind.InvalidValue),
        ("out of range", TrapKind.InvalidValue),
        ("invalid value", TrapKind.InvalidValue),
        ("already have", TrapKind.AlreadyExists),
        ("already exists", TrapKind.AlreadyExists),
        ("not enough permissions", TrapKind.NotPermitted),
        ("not allowed (9)", TrapKind.NotPermitted),
        ("action timed out", TrapKind.TimedOut),
        ("interrupted", TrapKind.Interrupted),
    ];
}
