using DualWanPortal.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Access;

internal sealed record NewPerson(string? Name, string? Password, string? Role);

internal sealed record PersonChange(string? Role, string? Password);

/// <summary><c>/api/v1/people</c>. With the bootstrap token, the first <c>POST</c> sets a portal up without a browser.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var group = app.MapApi("people").RequireAuthorization(Permissions.Administer);
        group.MapGet("", async (People people, CancellationToken cancellationToken) => new ListAnswer<Person>(await people.ListAsync(cancellationToken)));
        group.MapPost("", CreateAsync);
        group.MapPatch("{id}", ChangeAsync);
        group.MapDelete("{id}", DeleteAsync);
    }

    private static async Task<Results<Created<Person>, ProblemHttpResult>> CreateAsync(NewPerson person, People people, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(person.Name) || string.IsNullOrEmpty(person.Password))
            return Problem.BadRequest("A person needs a name and a password.");
        var role = person.Role ?? (await people.AnyAsync(cancellationToken) ? Roles.Viewer : Roles.Administrator);
        return await people.CreateAsync(person.Name, person.Password, role, cancellationToken) switch
        {
            PersonOutcome.Done done => TypedResults.Created($"{ApiFeature.Root}/people/{done.Person.Id}", done.Person),
            var other => Refusal(other),
        };
    }

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> ChangeAsync(
        string id, PersonChange change, People people, CancellationToken cancellationToken)
    {
        PersonOutcome? outcome = null;
        if (change.Role is not null)
            outcome = await people.ChangeRoleAsync(id, change.Role, cancellationToken);
        if (change.Password is not null && outcome is null or PersonOutcome.Done)
            outcome = await people.SetPasswordAsync(id, change.Password ?? "", cancellationToken);
        return outcome switch
        {
            null => Problem.BadRequest("Say what to change: role or password."),
            PersonOutcome.Done done => TypedResults.Ok(done.Person),
            _ => Refusal(outcome),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, People people, CancellationToken cancellationToken) =>
        await people.DeleteAsync(id, cancellationToken) switch
        {
            PersonOutcome.Done => TypedResults.NoContent(),
            var other => Refusal(other),
        };

    private static ProblemHttpResult Refusal(PersonOutcome outcome) =>
        outcome is PersonOutcome.Refused refused ? Problem.BadRequest(refused.Reason) : Problem.NotFound("There is no such person.");
}
