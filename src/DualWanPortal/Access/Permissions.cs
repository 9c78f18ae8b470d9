namespace DualWanPortal.Access;

/// <summary>Names of the authorization policies, for pages and endpoints. Each includes the ones before it.</summary>
public static class Permissions
{
    /// <summary>See everything but secrets.</summary>
    public const string View = "view";

    /// <summary>Change routers: plans, switches, drills, practice faults.</summary>
    public const string Operate = "operate";

    /// <summary>Inventory, people, tokens, channels, settings.</summary>
    public const string Administer = "administer";
}
