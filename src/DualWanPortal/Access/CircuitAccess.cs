using System.Security.Claims;
using DualWanPortal.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace DualWanPortal.Access;

/// <summary>Ends the rights of an open page when its person was deleted or changed: a circuit lives longer than the request that began it.</summary>
internal sealed class CircuitAccess(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<PortalUser>>();
        return authenticationState.User.HasClaim(claim => claim.Type == ClaimTypes.Role)
            && await signIn.ValidateSecurityStampAsync(authenticationState.User) is not null;
    }
}
