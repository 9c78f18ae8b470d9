using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Storage;

/// <summary>Lets features ask for <see cref="PortalDb"/> without knowing which database is behind it.</summary>
internal sealed class PortalDbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<PortalDb> where TDb : PortalDb
{
    public PortalDb CreateDbContext() => inner.CreateDbContext();
}
