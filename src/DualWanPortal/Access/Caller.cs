using System.Security.Claims;

namespace DualWanPortal.Access;

/// <summary>Who does something: as shown in journals, and the person who answers for it.</summary>
/// <param name="Name">A person's name, or <c>token NAME</c>.</param>
/// <param name="Person">For a token the person it belongs to, so that nobody agrees with himself by one.</param>
public sealed record Caller(string Name, string Person)
{
    /// <summary>Claim that names the person behind a token.</summary>
    internal const string PersonClaim = "person";

    public static Caller Of(ClaimsPrincipal who)
    {
        var name = who.Identity?.Name ?? "someone";
        return new Caller(name, who.FindFirst(PersonClaim)?.Value ?? name);
    }

    public bool IsSamePerson(string? person) => string.Equals(Person, person, StringComparison.OrdinalIgnoreCase);
}
