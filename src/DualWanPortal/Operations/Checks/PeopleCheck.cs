using DualWanPortal.Access;

namespace DualWanPortal.Operations.Checks;

/// <summary>Somebody can sign in.</summary>
internal sealed class PeopleCheck(People people) : ISelfCheck
{
    public string Id => "DWP-C004";

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) => await people.AnyAsync(cancellationToken)
        ? CheckResult.Passed(Id, "There are people who can sign in.")
        : CheckResult.Warning(Id, "Nobody can sign in yet.", "Open /first-run with the set-up code that the portal prints at start.");
}
