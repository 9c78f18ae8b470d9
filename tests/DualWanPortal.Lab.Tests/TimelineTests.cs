using DualWanPortal.Lab.Timeline;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Lab.Tests;

public sealed class TimelineTests
{
    private const string Sample = """
        # a bad morning
        scenario: fleet:2
        events:
          - at: 10s
            site: site-0001
            wan: ether1
            fault: upstream-dead
          - { at: 00:01:00, site: "*", wan: ether1, fault: "loss:60" }
          - { at: 2m, site: site-0001, clear: true }
        """;

    [Fact]
    public void Read_File_GivesTimesSitesAndFaults()
    {
        var timeline = LabTimelineFile.Read(Sample);

        Assert.Equal("fleet:2", timeline.Scenario);
        Assert.Equal([10, 60, 120], timeline.Events.Select(happening => happening.At.TotalSeconds));
        Assert.Equal(new Fault(FaultKind.UpstreamDead), timeline.Events[0].Fault);
        Assert.Equal(("*", "ether1", new Fault(FaultKind.Loss, 60)), (timeline.Events[1].Site, timeline.Events[1].Wan, timeline.Events[1].Fault));
        Assert.Null(timeline.Events[2].Fault);
        Assert.Equal(4, timeline.Events[0].Line);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("events: 5", "Line 1")]
    [InlineData("nonsense: x", "'nonsense' is not known here")]
    [InlineData("events:\n  - { at: soon, site: a, wan: w, fault: cable-out }", "Line 2 of the scenario file: an event needs a time")]
    [InlineData("events:\n  - { at: 1s, wan: w, fault: cable-out }", "needs a site")]
    [InlineData("events:\n  - { at: 1s, site: a, wan: w, fault: fire }", "'fire' is no known fault")]
    [InlineData("events:\n  - { at: 1s, site: a, wan: w }", "either a fault or clear")]
    [InlineData("events:\n  - { at: 1s, site: a, wan: w, fault: reboot, clear: true }", "either a fault or clear")]
    [InlineData("events:\n  - { at: 1s, at: 2s, site: a, fault: reboot }", "at is said twice")]
    [InlineData("events:\n  - { at: 1s, colour: red }", "'colour' is not known in an event")]
    [InlineData("events: [[[[", "Line 1")]
    [InlineData("a: &x [1]\nb: *x", "not known here")]
    public void Read_WrongFile_NamesTheLine(string text, string part)
    {
        var refused = Assert.Throws<LabException>(() => LabTimelineFile.Read(text));
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("site-0009", "ether1", "the lab has no router 'site-0009'")]
    [InlineData("site-0001", "ether9", "site-0001 has no WAN 'ether9'")]
    public async Task Start_EventOfNobody_SaysWhatThereIs(string site, string wan, string part)
    {
        var timeline = new LabTimeline("fleet:2", [new LabEvent(TimeSpan.FromSeconds(1), site, wan, new Fault(FaultKind.CableOut), 7)]);

        var refused = await Assert.ThrowsAsync<LabException>(() => LabRun.StartAsync(null, change: options => options with { Timeline = timeline }));

        Assert.Contains("Line 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Events_HappenInTheLabsOwnTime()
    {
        var timeline = new LabTimeline("two-isps",
            [new LabEvent(TimeSpan.FromMinutes(1), "two-isps", "ether1", new Fault(FaultKind.CableOut), 1), new LabEvent(TimeSpan.FromHours(2), "*", null, null, 2)]);
        await using var lab = await LabRun.StartAsync(null, change: options => options with { Timeline = timeline, Speed = 600 });
        await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

        // A minute of the lab is a tenth of a second here.
        var faults = (await lab.Routers[0].DescribeAsync(TestContext.Current.CancellationToken)).Wans[0].Faults;
        for (var tries = 0; tries < 100 && faults.IsEmpty; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            faults = (await lab.Routers[0].DescribeAsync(TestContext.Current.CancellationToken)).Wans[0].Faults;
        }

        Assert.Equal(["cable-out"], faults);
        var port = (await client.RunAsync("/interface/print")).Rows.Single(row => row["name"] == "ether1");
        Assert.Equal("false", port["running"]);
    }
}
