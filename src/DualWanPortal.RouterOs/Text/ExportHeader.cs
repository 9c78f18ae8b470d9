using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>
/// What the comment lines at the head say: RouterOS's own header in both dialects, and the <c>/system resource</c> lines that backup collectors
/// put in front as comments.
/// </summary>
internal sealed class ExportHeader
{
    public RouterOsVersion? Version { get; private set; }
    public string? Date { get; private set; }
    public string? SoftwareId { get; private set; }
    public string? Model { get; private set; }
    public string? SerialNumber { get; private set; }

    /// <summary>Reads one comment; true when it is the first line of RouterOS's header.</summary>
    public bool Read(string comment)
    {
        var text = comment.AsSpan().TrimStart('#').Trim();
        if (text.IsEmpty || text.Length > 200)
            return false;
        var by = text.IndexOf("by RouterOS ", StringComparison.Ordinal);
        if (by >= 0)
        {
            Version ??= ParseVersion(text[(by + "by RouterOS ".Length)..]);
            Date ??= by == 0 ? null : text[..by].Trim().ToString();
            return by > 0 && char.IsAsciiDigit(text[by - 2]);
        }
        if (text.StartsWith("RouterOS ", StringComparison.Ordinal))
            Version ??= ParseVersion(text["RouterOS ".Length..]);
        else if (After(text, "software id =") is { } softwareId)
            SoftwareId ??= softwareId;
        else if (After(text, "system id =") is { } systemId)
            SoftwareId ??= systemId;
        else if (After(text, "model =") is { } model)
            Model ??= model;
        else if (After(text, "serial number =") is { } serial)
            SerialNumber ??= serial;
        else if (After(text, "version:") is { } version)
            Version ??= ParseVersion(version);
        else if (After(text, "board-name:") is { } board)
            Model ??= board;
        return false;
    }

    private static string? After(ReadOnlySpan<char> text, string label) =>
        text.StartsWith(label, StringComparison.Ordinal) && text[label.Length..].Trim() is { IsEmpty: false } value ? value.ToString() : null;

    private static RouterOsVersion? ParseVersion(ReadOnlySpan<char> text) => RouterOsVersion.TryParse(text.ToString(), out var version) ? version : null;
}
