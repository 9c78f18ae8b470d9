namespace DualWanPortal.Access;

/// <summary>What a person or a token may do; each role includes the ones before it.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Administrator];

    public static bool IsKnown(string? role) => role is not null && All.Contains(role);
}
