namespace DualWanPortal.Access;

/// <summary>A person as shown: never with anything of the password.</summary>
public sealed record Person(string Id, string Name, string Role, DateTimeOffset CreatedAt, bool LockedOut);

/// <summary>How a change to people went.</summary>
public abstract record PersonOutcome
{
    private PersonOutcome() { }

    public sealed record Done(Person Person) : PersonOutcome;

    /// <summary>Not done, for a reason that the administrator can mend.</summary>
    public sealed record Refused(string Reason) : PersonOutcome;

    public sealed record Missing : PersonOutcome;
}
