using Microsoft.AspNetCore.Identity;

namespace DualWanPortal.Storage;

/// <summary>A person who may use the portal.</summary>
public sealed class PortalUser : IdentityUser
{
    public DateTimeOffset CreatedAt { get; set; }
}
