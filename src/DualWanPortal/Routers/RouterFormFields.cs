using System.Globalization;

namespace DualWanPortal.Routers;

/// <summary>What stands in the fields of the form: text as typed. Mutable, because inputs bind to it; everything else sees <see cref="RouterInput"/>.</summary>
public sealed class RouterFormFields
{
    public string Name { get; set; } = "";
    public string Address { get; set; } = "";
    public string Port { get; set; } = "";
    public bool Tls { get; set; }
    public string User { get; set; } = "dualwan";
    public string Password { get; set; } = "";
    public string Fingerprint { get; set; } = "";
    public string Site { get; set; } = "";
    public string Tags { get; set; } = "";

    public static RouterFormFields Of(RouterEntry entry) => new()
    {
        Name = entry.Name,
        Address = entry.Address,
        Port = entry.Port.ToString(CultureInfo.InvariantCulture),
        Tls = entry.Tls,
        User = entry.User,
        Fingerprint = entry.Fingerprint ?? "",
        Site = entry.Site,
        Tags = string.Join(", ", entry.Tags),
    };

    /// <summary>An untouched password field means "none given"; two quotes stand for an empty password, which RouterOS allows.</summary>
    public RouterInput ToInput() => new()
    {
        Name = Name,
        Address = Address,
        Port = Port.Trim() is { Length: > 0 } text ? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0) : null,
        Tls = Tls,
        User = User,
        Password = Password switch { "" => null, "\"\"" => "", _ => Password },
        Fingerprint = Tls && Fingerprint.Trim().Length > 0 ? Fingerprint.Trim() : null,
        Site = Site,
        Tags = [.. Tags.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };
}
