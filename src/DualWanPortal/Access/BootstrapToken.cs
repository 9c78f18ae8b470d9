namespace DualWanPortal.Access;

/// <summary><c>DWP_BOOTSTRAP_TOKEN</c>: lets a script set the portal up. Worth something only while there are no people.</summary>
public sealed class BootstrapToken
{
    public const string Variable = "DWP_BOOTSTRAP_TOKEN";
    public const int ShortestLength = 20;

    private readonly string? _token;
    private readonly People _people;

    /// <exception cref="PortalOptionsException">The token is shorter than <see cref="ShortestLength"/>.</exception>
    public BootstrapToken(PortalOptions options, People people)
    {
        _people = people;
        _token = string.IsNullOrEmpty(options.BootstrapToken) ? null : options.BootstrapToken;
        Check(options);
    }

    /// <exception cref="PortalOptionsException">The token is shorter than <see cref="ShortestLength"/>.</exception>
    public static void Check(PortalOptions options)
    {
        if (options.BootstrapToken is { Length: > 0 and < ShortestLength } tooShort)
            throw new PortalOptionsException(
                $"{Variable} has {tooShort.Length} characters; it needs at least {ShortestLength}. Make one with: openssl rand -hex 32");
    }

    public async Task<bool> AcceptsAsync(string attempt, CancellationToken cancellationToken) =>
        _token is not null && FixedTime.Same(_token, attempt) && !await _people.AnyAsync(cancellationToken);
}
