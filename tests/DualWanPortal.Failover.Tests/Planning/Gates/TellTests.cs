using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Scripting;

namespace DualWanPortal.Failover.Tests.Planning.Gates;

/// <summary>What the router itself tells when traffic moves, by which way, and how often.</summary>
public class TellTests
{
    private const string Url = "https://shop.example.com/wan";

    public static TheoryData<string, string> Methods()
    {
        var cells = new TheoryData<string, string>();
        foreach (var version in (string[])["6.49", "7.12", "7.18", "7.21"])
        {
            foreach (var method in PolicyVocabulary.Methods)
                cells.Add(version, method.Key);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Post_FailoverAndReturn_OneMessageEach(string version, string method)
    {
        var site = Told(version, method);
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(60);
        var first = Assert.Single(Calls(site));
        Assert.Equal(("fetch", Url, true, "post"), (first.Kind, first.Target, first.Delivered, first.Arguments["http-method"]));
        Assert.Contains("\"event\":\"failover\",\"from\":\"ether1\",\"to\":\"ether2\"", first.Arguments["http-data"], StringComparison.Ordinal);
        site.Site.Wait(120);
        site.Site.Site.ClearFaults();
        site.Site.Wait(180);
        Assert.Equal("ether1", site.Via);
        Assert.Equal(2, Calls(site).Length);
        Assert.Contains("\"event\":\"failback\",\"from\":\"ether2\",\"to\":\"ether1\"", Calls(site)[1].Arguments["http-data"], StringComparison.Ordinal);
        Assert.Empty(PlanText.Preview(site.Again));
        site.AssertClean();
    }

    [Fact]
    public void Post_NobodyAnswers_TriedFiveTimesThenGivenUp()
    {
        var site = Told("7.21", "recursive");
        site.Site.Fail("ether2", "captive-portal");
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(900);
        Assert.InRange(Calls(site).Length, 1, 5);
        Assert.All(Calls(site), call => Assert.False(call.Delivered));
        Assert.Single(site.Site.Site.Router["/log"].Rows, row => row["message"]!.Contains("nobody took the message", StringComparison.Ordinal));
    }

    [Fact]
    public void Post_LineComesAndGoes_ToldEverMoreSeldom()
    {
        var site = Told("7.21", "recursive", policy => policy with { Failback = null });
        for (var round = 0; round < 60; round++)
        {
            site.Site.Fail("ether1", "cable-out");
            site.Site.Wait(30);
            site.Site.Site.ClearFaults();
            site.Site.Wait(30);
        }
        Assert.InRange(Calls(site).Length, 3, 9);
    }

    [Fact]
    public void Mail_Failover_GoesToTheAddress()
    {
        var site = Told("7.21", "recursive", policy => policy with { Notify = new PolicyNotify { Email = "noc@example.com" } });
        Assert.Contains(site.Plan.NotCured, line => line.StartsWith("notify-none", StringComparison.Ordinal) && line.Contains("no mail server", StringComparison.Ordinal));
        var mail = site.Site.Site.Router["/tool/e-mail"];
        mail.Set(mail.Settings, byHand: true, ("server", "mail.example.com"));
        Assert.DoesNotContain(site.Again.NotCured, line => line.StartsWith("notify-none", StringComparison.Ordinal));
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(120);
        var sent = Assert.Single(Calls(site));
        Assert.Equal(("e-mail", "noc@example.com"), (sent.Kind, sent.Target));
        Assert.Contains("\"to\":\"ether2\"", sent.Arguments["body"], StringComparison.Ordinal);
    }

    [Fact]
    public void DeviceMode_RefusesFetchAndMail_SaidBeforehandAndNothingWritten()
    {
        var site = Told("7.21-home", "recursive", policy => policy with { Notify = new PolicyNotify { Url = Url, Email = "noc@example.com" } });
        var said = site.Plan.NotCured.Where(line => line.StartsWith("notify-none", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, said.Length);
        Assert.All(said, line => Assert.Contains("device mode home", line, StringComparison.Ordinal));
        Assert.DoesNotContain(site.Site.Export(), line => line.Contains("fetch", StringComparison.Ordinal) || line.Contains("e-mail send", StringComparison.Ordinal));
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(60);
        Assert.Empty(Calls(site));
        site.AssertClean();
    }

    /// <summary>Scripts of netwatch run no fetch on some releases: where there is a scheduler it tells.</summary>
    [Theory]
    [InlineData("6.49", "dwp:wan-gate1")]
    [InlineData("7.12", "dwp:wan-tell1")]
    [InlineData("7.21", "dwp:wan-tell1")]
    public void Plan_WhatTells_StandsInTheSchedulerAndGoesWithThePolicy(string version, string comment)
    {
        var site = Told(version, "recursive");
        Assert.DoesNotContain(site.Model.Menu("/tool/netwatch"), row => row["test-script"]?.Contains("fetch", StringComparison.Ordinal) == true);
        Assert.Contains("fetch", site.Model.Menu("/system/scheduler").Single(row => row["comment"] == comment)["on-event"], StringComparison.Ordinal);
        Assert.DoesNotContain(site.Plan.NotCured, line => line.StartsWith("notify-", StringComparison.Ordinal));

        var silent = Planner.Make(site.Model, site.Policy with { Notify = null });
        site.Site.Apply(silent);
        Assert.DoesNotContain(site.Site.Export(), line => line.Contains("fetch", StringComparison.Ordinal));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model, site.Policy with { Notify = null })));
    }

    [Fact]
    public void Plan_DeviceModeKeepsTheSchedulerOnly_SaysThatNetwatchHasToTell()
    {
        var plain = GatedSite.Of("7.21", "static+static", "recursive");
        var rows = plain.Model.Items.Where(item => item.Menu != "/system/device-mode").Append(ConfigItem.Of("/system/device-mode", ("mode", "home"), ("scheduler", "no"), ("fetch", "yes"), ("email", "yes")));
        var plan = Planner.Make(RouterModel.FromItems(rows, plain.Model.Version), plain.Policy with { Notify = new PolicyNotify { Url = Url } });
        Assert.Contains(plan.NotCured, line => line.StartsWith("notify-netwatch: ", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/system/scheduler");
        Assert.Contains(plan.Steps, step => step.Do.Menu == "/tool/netwatch" && step.Do.Values.Any(value => value.Value.Contains("fetch", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Audit_OfWhatThePlanWrites_FindsNothingNew(string version)
    {
        var plain = GatedSite.Of(version, "static+static", "recursive", policy => policy with { Failback = null });
        var before = Auditor.Judge(plain.Model).Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
        var site = Told(version, "recursive");
        Assert.Empty(Auditor.Judge(site.Model).Where(finding => !before.Contains(finding.Rule)).Select(finding => $"{finding.Rule}: {finding.Message}"));
    }

    private static RecordedCall[] Calls(GatedSite site) => [.. site.Site.Site.RecordedCalls];

    private static GatedSite Told(string version, string method, Func<FailoverPolicy, FailoverPolicy>? change = null) =>
        GatedSite.Of(version, "static+static", method, policy => (change ?? (same => same))(policy with { Notify = new PolicyNotify { Url = Url } }));
}
