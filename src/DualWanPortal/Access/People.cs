using DualWanPortal.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Access;

/// <summary>Who may use the portal. One scope per operation, so that a page that stays open holds no database context.</summary>
public sealed class People(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>Longer ones are refused before they are hashed.</summary>
    public const int LongestPassword = 256;

    public const int ShortestPassword = 12;

    // The checks "is anybody there" and "is this the last administrator" and the change that follows them must not interleave.
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile bool _known;

    /// <summary>Whether first run is over. Never false again once true: the last administrator cannot be deleted.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        if (_known)
            return true;
        await using var scope = scopes.CreateAsyncScope();
        _known = await scope.ServiceProvider.GetRequiredService<PortalDb>().Users.AnyAsync(cancellationToken);
        return _known;
    }

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var now = time.GetUtcNow();
        var rows = await (from user in db.Users
                          orderby user.UserName
                          select new
                          {
                              user,
                              Role = (from link in db.UserRoles
                                      join role in db.Roles on link.RoleId equals role.Id
                                      where link.UserId == user.Id
                                      select role.Name).FirstOrDefault(),
                          }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Shown(row.user, row.Role ?? "", now))];
    }

    /// <summary>Makes the administrator of a portal that has no people; refused when somebody was faster.</summary>
    public async Task<PersonOutcome> CreateFirstAsync(string name, string password, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            return await AnyAsync(cancellationToken)
                ? new PersonOutcome.Refused("This portal already has an administrator.")
                : await AddAsync(name, password, Roles.Administrator);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>The first person is always an administrator: nobody else could make a second one.</summary>
    public async Task<PersonOutcome> CreateAsync(string name, string password, string role, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (role != Roles.Administrator && !await AnyAsync(cancellationToken))
                return new PersonOutcome.Refused("The first person must be an administrator.");
            return await AddAsync(name, password, role);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Gives another role; open pages and cookies of that person lose the old one within seconds.</summary>
    public Task<PersonOutcome> ChangeRoleAsync(string id, string role, CancellationToken cancellationToken) => ChangeAsync(id, async (users, user, old) =>
    {
        if (!Roles.IsKnown(role))
            return IdentityResult.Failed(new IdentityError { Description = UnknownRole(role) });
        var removed = await users.RemoveFromRoleAsync(user, old);
        if (!removed.Succeeded)
            return removed;
        var added = await users.AddToRoleAsync(user, role);
        return added.Succeeded ? await users.UpdateSecurityStampAsync(user) : added;
    }, leavesAdministrator: role == Roles.Administrator, cancellationToken);

    /// <summary>Sets a new password, ends all sessions of that person and lifts a lock-out.</summary>
    public Task<PersonOutcome> SetPasswordAsync(string id, string password, CancellationToken cancellationToken) => ChangeAsync(id, async (users, user, _) =>
    {
        if (password.Length > LongestPassword)
            return IdentityResult.Failed(new IdentityError { Description = TooLong });
        var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!reset.Succeeded)
            return reset;
        await users.ResetAccessFailedCountAsync(user);
        return await users.SetLockoutEndDateAsync(user, null);
    }, leavesAdministrator: true, cancellationToken);

    public Task<PersonOutcome> DeleteAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, (users, user, _) => users.DeleteAsync(user), leavesAdministrator: false, cancellationToken);

    public void Dispose() => _changes.Dispose();

    private async Task<PersonOutcome> AddAsync(string name, string password, string role)
    {
        if (!Roles.IsKnown(role))
            return new PersonOutcome.Refused(UnknownRole(role));
        if (password.Length > LongestPassword)
            return new PersonOutcome.Refused(TooLong);
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        // Person and role appear together: a person without a role could sign in and see nothing.
        await using var transaction = await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.BeginTransactionAsync();
        var user = new PortalUser { UserName = name.Trim(), CreatedAt = time.GetUtcNow() };
        var result = await users.CreateAsync(user, password);
        if (result.Succeeded)
            result = await users.AddToRoleAsync(user, role);
        if (!result.Succeeded)
            return Refusal(result);
        await transaction.CommitAsync();
        _known = true;
        return new PersonOutcome.Done(Shown(user, role, time.GetUtcNow()));
    }

    private async Task<PersonOutcome> ChangeAsync(
        string id, Func<UserManager<PortalUser>, PortalUser, string, Task<IdentityResult>> change, bool leavesAdministrator, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            if (await users.FindByIdAsync(id) is not { } user)
                return new PersonOutcome.Missing();
            var role = (await users.GetRolesAsync(user)).FirstOrDefault() ?? "";
            if (!leavesAdministrator && role == Roles.Administrator && (await users.GetUsersInRoleAsync(Roles.Administrator)).Count == 1)
                return new PersonOutcome.Refused($"{user.UserName} is the last administrator. Make another one first.");
            await using var transaction = await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.BeginTransactionAsync(cancellationToken);
            var result = await change(users, user, role);
            if (!result.Succeeded)
                return Refusal(result);
            await transaction.CommitAsync(cancellationToken);
            return new PersonOutcome.Done(Shown(user, (await users.GetRolesAsync(user)).FirstOrDefault() ?? role, time.GetUtcNow()));
        }
        finally
        {
            _changes.Release();
        }
    }

    private static string TooLong => $"The password is longer than {LongestPassword} characters.";

    private static string UnknownRole(string role) => $"There is no role '{(role.Length <= 40 ? role : role[..40])}'. Roles: {string.Join(", ", Roles.All)}.";

    private static PersonOutcome.Refused Refusal(IdentityResult result) => new(string.Join(' ', result.Errors.Select(error => error.Description)));

    private static Person Shown(PortalUser user, string role, DateTimeOffset now) =>
        new(user.Id, user.UserName ?? "", role, user.CreatedAt, user.LockoutEnd is { } end && end > now);
}
