using System.Security.Claims;
using DualWanPortal.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Access;

public sealed class PermissionTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("stranger", "")]
    [InlineData(Roles.Viewer, "view")]
    [InlineData(Roles.Operator, "view operate")]
    [InlineData(Roles.Administrator, "view operate administer")]
    public async Task Role_MayDo_WhatItIncludes(string? role, string allowed)
    {
        var claims = role is null ? Array.Empty<Claim>() : [new Claim(ClaimTypes.Role, role)];
        var user = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        var authorization = shared.Portal.Services.GetRequiredService<IAuthorizationService>();
        var granted = new List<string>();
        foreach (var permission in new[] { Permissions.View, Permissions.Operate, Permissions.Administer })
        {
            if ((await authorization.AuthorizeAsync(user, permission)).Succeeded)
                granted.Add(permission);
        }

        Assert.Equal(allowed, string.Join(' ', granted));
    }

    [Fact]
    public async Task Fallback_NeedsARole_NotOnlyAName()
    {
        var policy = await shared.Portal.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();

        var nobody = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "somebody")], "test"));
        Assert.False((await shared.Portal.Services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(nobody, policy!)).Succeeded);
    }
}
