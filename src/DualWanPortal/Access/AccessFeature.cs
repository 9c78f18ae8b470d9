using DualWanPortal.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace DualWanPortal.Access;

/// <summary>Who may come in, and as what. Without a valid token or cookie every call that is not expressly open is refused before it is looked at.</summary>
public static class AccessFeature
{
    internal const int LockoutMinutes = 5;
    internal const int LockoutAttempts = 5;

    private const string AnyScheme = "token-or-cookie";

    public static IServiceCollection AddAccess(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<People>().AddSingleton<Tokens>().AddSingleton<SetUpCode>().AddSingleton<BootstrapToken>().AddSingleton<FirstRun>();
        services.AddIdentityCore<PortalUser>(identity =>
        {
            // Length is what makes a password strong; rules on kinds of characters only make it hard to remember.
            identity.Password = new PasswordOptions
            {
                RequiredLength = People.ShortestPassword,
                RequiredUniqueChars = 5,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            identity.Lockout.MaxFailedAccessAttempts = LockoutAttempts;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(LockoutMinutes);
        }).AddRoles<IdentityRole>().AddEntityFrameworkStores<PortalDb>().AddSignInManager().AddDefaultTokenProviders();
        // How soon a deleted person or a changed role is felt by an open session.
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromSeconds(10));

        AddSchemes(services);
        AddPermissions(services);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(SignInRate.Policy, SignInRate.PartitionOf);
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "dwp.form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<AuthenticationStateProvider, CircuitAccess>();
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>Goes before whatever answers a call.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseForeignSiteRefusal();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapAccess(this WebApplication app)
    {
        app.MapSignIn();
        app.MapOwnPassword();
        app.MapFirstRun();
        app.MapPeople();
        app.MapTokens();
    }

    /// <summary>Makes the roles; runs after the migrations and before anything listens.</summary>
    /// <exception cref="PortalOptionsException">The bootstrap token is too short.</exception>
    public static async Task PrepareAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new IdentityRole(role));
        }
    }

    private static void AddSchemes(IServiceCollection services) => services.AddAuthentication(AnyScheme)
        .AddPolicyScheme(AnyScheme, null, either =>
            either.ForwardDefaultSelector = context => BearerHandler.IsMeant(context.Request) ? BearerHandler.SchemeName : IdentityConstants.ApplicationScheme)
        .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null)
        .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "dwp.session";
            cookie.Cookie.HttpOnly = true;
            // Strict would ask for the password again behind every link in an alert.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(7);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        })
        // Unused, but the stamp validator signs out of it by name.
        .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);

    private static void AddPermissions(IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Permissions.View, policy => policy.RequireRole(Roles.Viewer, Roles.Operator, Roles.Administrator))
            .AddPolicy(Permissions.Operate, policy => policy.RequireRole(Roles.Operator, Roles.Administrator))
            .AddPolicy(Permissions.Administer, policy => policy.RequireRole(Roles.Administrator));
        services.AddOptions<AuthorizationOptions>().Configure(authorization =>
            authorization.FallbackPolicy = authorization.DefaultPolicy = authorization.GetPolicy(Permissions.View)!);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusal>();
    }
}
