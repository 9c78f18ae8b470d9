using System.Security.Cryptography;
using DualWanPortal.Access;
using DualWanPortal.Operations;

namespace DualWanPortal.LabNetwork;

/// <summary>The administrator of a demo. His password is new at each start and is printed, his token is written to a file that only the user of the portal may read.</summary>
public sealed class DemoAccount(PortalOptions options, People people, Tokens tokens)
{
    public const string Name = "demo";
    public const string TokenFile = "demo.token";

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public string Password { get; } = RandomNumberGenerator.GetString(Letters, 16);

    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var known = (await people.ListAsync(cancellationToken)).FirstOrDefault(person => person.Name == Name);
        var outcome = known is null
            ? await people.CreateAsync(Name, Password, Roles.Administrator, cancellationToken)
            : await people.SetPasswordAsync(known.Id, Password, cancellationToken);
        if (outcome is PersonOutcome.Refused refused)
            throw new PortalOptionsException($"The demo administrator could not be made: {refused.Reason}");
        foreach (var old in (await tokens.ListAsync(cancellationToken)).Where(token => token.Name == Name))
            await tokens.RevokeAsync(old.Id, cancellationToken);
        await WriteAsync((await tokens.IssueAsync(Name, Roles.Administrator, Name, cancellationToken)).Secret, cancellationToken);
    }

    private async Task WriteAsync(string token, CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.Data, TokenFile);
        // Made anew: an old file might have been opened to others.
        File.Delete(file);
        await using var stream = PortalFiles.CreateFile(file);
        await using var writer = new StreamWriter(stream);
        await writer.WriteLineAsync(token.AsMemory(), cancellationToken);
    }
}
