namespace DualWanPortal.RouterOs.Model;

/// <summary>A typed view of one <see cref="ConfigItem"/>; the item stays the evidence.</summary>
public abstract record ConfigEntry(ConfigItem Item)
{
    public string? Id => Item.Id;
    public string? Comment => Item["comment"];
    public bool Disabled => Item.Flag("disabled");

    /// <summary>Made by RouterOS itself (a lease, a session), not by a person.</summary>
    public bool Dynamic => Item.Flag("dynamic");

    public bool Invalid => Item.Flag("invalid");
}
