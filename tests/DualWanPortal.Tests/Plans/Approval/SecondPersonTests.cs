using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Approval;

public sealed class SecondPersonTests
{
    private readonly ShiftedTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_WhereTheSiteWantsTwo_WaitsForAnotherPersonAndThenIsDone()
    {
        await using var site = await StartAsync();
        var id = await AskedAsync(site);
        var waits = await site.GetAsync($"plans/{id}", Stop);
        Assert.Equal(PlanStates.WaitingForApproval, waits.GetProperty("state").GetString());
        Assert.Equal("token test", waits.GetProperty("request").GetProperty("askedBy").GetString());

        // A second token of the same person is the same person.
        using var own = site.Portal.NewClient((await site.Portal.Services.GetRequiredService<Tokens>().IssueAsync("another", Roles.Administrator, TestPortal.AdministratorName, Stop)).Secret);
        foreach (var client in new[] { site.Portal.Client, own })
        {
            using var refused = await PostAsync(client, $"plans/{id}/approve", null);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }
        using var viewer = await PostAsync(await site.Portal.ClientOfAsync(Roles.Viewer, Stop), $"plans/{id}/approve", null);
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        Assert.Equal(PlanStates.WaitingForApproval, (await site.GetAsync($"plans/{id}", Stop)).GetProperty("state").GetString());

        using var agreed = await PostAsync(await site.Portal.ClientOfAsync(Roles.Operator, Stop), $"plans/{id}/approve", null);
        Assert.Equal(HttpStatusCode.Accepted, agreed.StatusCode);
        var done = await site.PlanInAsync(id, Stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack);
        Assert.Equal(PlanStates.Confirmed, done.GetProperty("state").GetString());
        Assert.Equal("token test and token test operator", done.GetProperty("approvedBy").GetString());
        Assert.Contains(done.GetProperty("journal").EnumerateArray(), line => line.GetProperty("phase").GetString() == JournalPhases.Approval && line.GetProperty("text").GetString() == "token test operator agrees.");
        var events = (await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray().Select(happened => happened.GetProperty("kind").GetString()).ToList();
        Assert.Contains("plan-waits", events);
        Assert.Contains("plan-applied", events);
    }

    [Fact]
    public async Task Token_MadeByMeansOfAToken_CountsAsTheSamePerson()
    {
        await using var site = await StartAsync();
        var id = await AskedAsync(site);
        var made = await site.PostAsync("tokens", new { name = "child", role = "operator" }, Stop);
        using var refused = await PostAsync(site.Portal.NewClient(made.GetProperty("token").GetString()), $"plans/{id}/approve", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Refuse_ByAnotherPerson_EndsThePlanWithTheReason()
    {
        await using var site = await StartAsync();
        var id = await AskedAsync(site);
        var other = await site.Portal.ClientOfAsync(Roles.Operator, Stop);
        using (var silent = await PostAsync(other, $"plans/{id}/refuse", new { reason = " " }))
            Assert.Equal(HttpStatusCode.Conflict, silent.StatusCode);
        using var refused = await PostAsync(other, $"plans/{id}/refuse", new { reason = "The backup has no NAT yet" });
        Assert.Equal(HttpStatusCode.Accepted, refused.StatusCode);
        var plan = await site.GetAsync($"plans/{id}", Stop);
        Assert.Equal(PlanStates.Cancelled, plan.GetProperty("state").GetString());
        Assert.Contains("The backup has no NAT yet", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_LongerThanADay_IsOver()
    {
        await using var site = await StartAsync();
        var id = await AskedAsync(site);
        _time.Skip(TimeSpan.FromHours(25));
        var plan = await site.PlanInAsync(id, Stop, PlanStates.Stale);
        Assert.Contains("Nobody else agreed", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains((await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray(), happened => happened.GetProperty("kind").GetString() == "plan-refused");
    }

    [Fact]
    public async Task Wait_WhileTheRouterIsChanged_IsOver()
    {
        await using var site = await StartAsync();
        var id = await AskedAsync(site);
        await using (var client = await site.ConnectAsync(Stop))
            await client.RunAsync(new RouterOsCommand("/ip/route/add").With("dst-address", "203.0.113.0/24").With("gateway", "192.0.2.1"), Stop);
        await site.PostAsync($"routers/{site.RouterId}/check", null, Stop);
        var plan = await site.PlanInAsync(id, Stop, PlanStates.Stale);
        Assert.Contains("was changed", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SwitchByHand_DoesNotWait_UnlessTheSiteSaysSo()
    {
        await using var site = await StartAsync();
        var first = (await site.PostAsync($"routers/{site.RouterId}/switch", new { wan = "ether2" }, Stop)).GetProperty("id").GetInt32();
        Assert.Equal(PlanStates.Applying, (await site.PostAsync($"plans/{first}/apply", null, Stop)).GetProperty("state").GetString());
        await site.PlanInAsync(first, Stop, PlanStates.Confirmed);
        // Nor does the way back of a plan that was bound by nothing.
        await RuleAsync(site, new { site = "Workshop", secondPerson = true, alsoByHand = true });
        await site.PostAsync($"plans/{first}/undo", null, Stop);
        await site.PlanInAsync(first, Stop, PlanStates.Undone);

        var second = (await site.PostAsync($"routers/{site.RouterId}/switch", new { wan = "ether2" }, Stop)).GetProperty("id").GetInt32();
        Assert.Equal(PlanStates.WaitingForApproval, (await site.PostAsync($"plans/{second}/apply", null, Stop)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Rule_IsForAdministratorsOnly()
    {
        await using var site = await StartAsync();
        using var refused = await (await site.Portal.ClientOfAsync(Roles.Operator, Stop)).PutAsJsonAsync("/api/v1/site-rules", new { site = "Workshop" }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var wrong = await site.Portal.Client.PutAsJsonAsync("/api/v1/site-rules", new { site = "Workshop", windows = new[] { "sometimes" } }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var rule = Assert.Single((await site.GetAsync("site-rules", Stop)).GetProperty("items").EnumerateArray());
        Assert.True(rule.GetProperty("secondPerson").GetBoolean());
        Assert.Equal("token test", rule.GetProperty("changedBy").GetString());
    }

    [Fact]
    public async Task Rule_PartIsNotNamed_StaysAsItWas()
    {
        await using var site = await StartAsync();
        await RuleAsync(site, new { site = "Workshop", windows = new[] { "Mon-Fri 22:00-05:00" } });
        var rule = Assert.Single((await site.GetAsync("site-rules", Stop)).GetProperty("items").EnumerateArray());
        Assert.True(rule.GetProperty("secondPerson").GetBoolean());
        using var nameless = await site.Portal.Client.PutAsJsonAsync("/api/v1/site-rules", new { secondPerson = false }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
    }

    private async Task<PlanSite> StartAsync()
    {
        var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        await RuleAsync(site, new { site = "Workshop", secondPerson = true });
        return site;
    }

    private static async Task<int> AskedAsync(PlanSite site)
    {
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, Stop)).GetProperty("id").GetInt32();
        var asked = await site.PostAsync($"plans/{id}/apply", null, Stop);
        Assert.Equal(PlanStates.WaitingForApproval, asked.GetProperty("state").GetString());
        return id;
    }

    internal static async Task RuleAsync(PlanSite site, object rule)
    {
        using var answer = await site.Portal.Client.PutAsJsonAsync("/api/v1/site-rules", rule, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object? body) =>
        client.PostAsync(new Uri("/api/v1/" + path, UriKind.Relative), body is null ? null : JsonContent.Create(body), Stop);
}
