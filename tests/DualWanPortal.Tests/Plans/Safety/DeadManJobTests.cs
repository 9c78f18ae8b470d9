using DualWanPortal.Lab;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans.Kills;

namespace DualWanPortal.Tests.Plans.Safety;

/// <summary>A background job has no watcher beside it: it sees by itself that the portal is gone (reference 6.2b).</summary>
public sealed class DeadManJobTests
{
    private static readonly DeadManNames s_names = new(7);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Also when the job has only just begun, as when one was put in the place of another.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public Task Job_PortalLogsOff_RunsWithinTenSeconds(int seconds) => WithJobAsync(async (lab, client, time) =>
    {
        Pass(time, seconds);
        Assert.False(IsBack(lab));
        await client.DisposeAsync();
        await UntilAsync(() => !lab.Routers[0].World["/user/active"].Rows.Any());
        Pass(time, 10);
        Assert.True(IsBack(lab));
    });

    [Fact]
    public Task Job_PacketsVanish_RunsAfterItsDelay() => WithJobAsync(async (lab, _, time) =>
    {
        Pass(time, 12);
        await lab.Routers[0].LoseSessionsAsync(Stop);
        Pass(time, 75);
        Assert.False(IsBack(lab));
        Pass(time, 5);
        Assert.True(IsBack(lab));
    });

    [Fact]
    public Task Job_ScriptIsGone_EndsWithoutAWord() => WithJobAsync(async (lab, client, time) =>
    {
        var world = lab.Routers[0].World;
        await client.RunAsync(new RouterOsCommand("/system/script/remove").With("numbers", s_names.Script), Stop);
        Pass(time, 6);
        Assert.DoesNotContain(world["/system/script/job"].Rows, job => job["script"]?.Contains(s_names.Script, StringComparison.Ordinal) == true);
        Pass(time, 120);
        Assert.False(IsBack(lab));
    });

    private static async Task WithJobAsync(Func<LabHost, RouterOsClient, KillTime, Task> test)
    {
        var time = new KillTime();
        var lab = await LabHost.StartAsync(new LabOptions { Scenario = "two-isps", Port = 0, Profile = RouterProfile.V721Home, Tls = false }, time, Stop);
        try
        {
            await using var client = await RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", lab.Routers[0].Port), new RouterOsCredentials("admin", "lab"), RouterOsClientOptions.Default, Stop);
            await client.RunAsync(new RouterOsCommand("/system/script/add").With("name", s_names.Script).With("source", "/system identity set name=back").With("policy", "read,write,test"), Stop);
            await client.RunAsync(new RouterOsCommand("/execute").With("script", DeadManScript.Job(s_names, DeadMan.Delay, "admin")), Stop);
            await test(lab, client, time);
        }
        finally
        {
            var ended = lab.DisposeAsync().AsTask();
            await UntilAsync(() =>
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
                return ended.IsCompleted;
            });
            await ended;
        }
    }

    private static bool IsBack(LabHost lab)
    {
        var name = "";
        lab.Routers[0].Own(world => name = world["/system/identity"].Settings["name"]);
        return name == "back";
    }

    private static void Pass(KillTime time, int seconds)
    {
        for (var second = 0; second < seconds; second++)
            time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 10_000, "It has not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Stop);
        }
    }
}
