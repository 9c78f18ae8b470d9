namespace DualWanPortal.Access;

/// <summary>Makes the first administrator for who knows the printed code or the bootstrap token.</summary>
public sealed class FirstRun(People people, SetUpCode code, BootstrapToken bootstrap)
{
    private const int LongestText = 512;

    /// <param name="proof">The set-up code, or the bootstrap token.</param>
    /// <param name="name">Name to sign in with.</param>
    /// <param name="password">At least <see cref="People.ShortestPassword"/> characters.</param>
    public async Task<FirstRunOutcome> CreateAsync(string proof, string name, string password, CancellationToken cancellationToken)
    {
        if (await people.AnyAsync(cancellationToken))
            return new FirstRunOutcome.Over();
        if (proof.Length > LongestText || name.Length > LongestText || !(code.Accepts(proof) || await bootstrap.AcceptsAsync(proof, cancellationToken)))
            return new FirstRunOutcome.Refused("The set-up code is not right. It is printed where the portal was started, and is new at each start.");
        return await people.CreateFirstAsync(name, password, cancellationToken) switch
        {
            PersonOutcome.Done done => new FirstRunOutcome.Done(done.Person),
            PersonOutcome.Refused refused => new FirstRunOutcome.Refused(refused.Reason),
            _ => new FirstRunOutcome.Over(),
        };
    }
}

/// <summary>How first run went.</summary>
public abstract record FirstRunOutcome
{
    private FirstRunOutcome() { }

    public sealed record Done(Person Person) : FirstRunOutcome;

    public sealed record Refused(string Reason) : FirstRunOutcome;

    /// <summary>There is an administrator already.</summary>
    public sealed record Over : FirstRunOutcome;
}
