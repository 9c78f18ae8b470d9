using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What suites of other clients lean on and no manual says outright: rows that are gone, records without ids, dates of the other version (reference 1.4, 1.8).</summary>
public sealed class StrangersTests
{
    [Theory]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_1_4_GetOfARowThatIsGone_IsAnEmptyValue(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);

        var answer = desk.Run("/ip/pool/get", "=.id=*7FFFFFFF", "=value-name=ranges");

        Assert.Empty(answer.Traps);
        Assert.Equal("", answer.Ret ?? "");
        Assert.Equal("no such item", desk.Refusal("/ip/pool/get", "=.id=*7FFFFFFF"));
        Assert.Equal("input does not match any value of value-name", desk.Refusal("/ip/pool/get", "=.id=" + desk.Add("/ip/pool/add", "=name=p", "=ranges=10.0.0.2-10.0.0.9"), "=value-name=colour"));
    }

    [Fact]
    public void Reference_1_4_GetWithoutValueName_IsTheWholeRowBeginningWithItsId()
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/pool/add", "=name=p", "=ranges=10.0.0.2-10.0.0.9");

        Assert.StartsWith($".id={id};", desk.Run("/ip/pool/get", $"=.id={id}").Ret, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/system/identity", "name=x")]
    [InlineData("/ip/proxy", "port=3128")]
    public void Reference_1_9_SettingsHaveNoIds_SoAnIdIsUnknown(string menu, string word) =>
        Assert.Equal("unknown parameter .id", new CommandDesk().Refusal($"{menu}/set", "=.id=*0", "=" + word));

    [Theory]
    [InlineData("7.21", "mar/14/2027", "2027-03-14")]
    [InlineData("7.21", "2027-03-14", "2027-03-14")]
    [InlineData("6.49", "mar/14/2027", "mar/14/2027")]
    public void Reference_1_8_ADateInEitherSpelling_IsShownInTheVersionsOwn(string profile, string typed, string shown)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var id = desk.Add("/system/scheduler/add", "=name=s", "=start-date=" + typed);

        Assert.Equal(shown, desk.Run("/system/scheduler/print", $"?.id={id}").Rows[0]["start-date"]);
    }

    [Theory]
    [InlineData("7.12", "/ip/ipsec/key")]
    [InlineData("7.21", "/ip/ipsec/key/rsa")]
    public void Reference_1_4_AKeyIsMadeByACommand_AndRemovedLikeARow(string profile, string menu)
    {
        var desk = new CommandDesk(Sites.Settled("two-isps", RouterProfile.Named(profile)!).Router);

        Assert.Empty(desk.Run($"{menu}/generate-key", "=name=k7", "=key-size=4096").Traps);

        var row = Assert.Single(desk.Run($"{menu}/print", "?name=k7").Rows);
        Assert.Equal(("4096", "true"), (row["key-size"], row["private-key"]));
        Assert.Empty(desk.Run($"{menu}/remove", "=.id=" + row[".id"]).Traps);
    }

    [Fact]
    public void Reference_1_4_EveryInterfaceHasARowOfItsQueue()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps", RouterProfile.V721).Router);

        Assert.Equal(Names("/interface", "name"), Names("/queue/interface", "interface"));
        desk.Add("/interface/bridge/add", "=name=br7");
        var row = Assert.Single(desk.Run("/queue/interface/print", "?interface=br7").Rows);
        Assert.Equal("no-queue", row["queue"]);
        Assert.Empty(desk.Run("/queue/interface/set", "=.id=" + row[".id"], "=queue=wireless-default").Traps);
        Assert.Equal("wireless-default", desk.Run("/queue/interface/print", "?interface=br7").Rows[0]["queue"]);
        Assert.Empty(desk.Run("/interface/bridge/remove", "=numbers=br7").Traps);
        Assert.Empty(desk.Run("/queue/interface/print", "?interface=br7").Rows);

        string[] Names(string menu, string field) => [.. desk.Run($"{menu}/print").Rows.Select(row => row[field]).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("7.12")]
    [InlineData("7.18")]
    public void Reference_7_AServerOfOvpn_IsOneRecordUntilItBecameATable(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var table = desk.Router.Profile.Version.AtLeast(7, 17);

        Assert.Equal(table ? [] : ["no such command"], desk.Run("/interface/ovpn-server/server/add", "=name=s").Traps.Select(trap => trap.Message));
        Assert.Equal(table ? ["unknown parameter enabled"] : [], desk.Run("/interface/ovpn-server/server/set", table ? ["=numbers=s", "=enabled=yes"] : ["=enabled=yes"]).Traps.Select(trap => trap.Message));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.18")]
    public void Reference_1_4_WhatCanBeOff_IsOffWhenItIsUnset_AlsoInANewRow(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var quiet = desk.Add("/interface/gre/add", "=remote-address=192.0.2.9", "=!keepalive=");
        var other = desk.Add("/interface/gre/add", "=remote-address=192.0.2.10");

        Assert.Null(Of(quiet, "keepalive"));
        Assert.Equal("10s,10", Of(other, "keepalive"));
        Assert.Empty(desk.Run("/interface/gre/set", "=.id=" + other, "=!keepalive=", "=!dscp=").Traps);
        Assert.Equal((null, "inherit"), (Of(other, "keepalive"), Of(other, "dscp")));

        string? Of(string id, string name) => desk.Run("/interface/gre/print", $"?.id={id}").Rows[0].GetValueOrDefault(name);
    }

    [Theory]
    [InlineData("/interface")]
    [InlineData("/ip/route")]
    [InlineData("/ip")]
    public void Reference_1_9_AMenuIsNoCommand(string menu) =>
        Assert.Equal(("no such command", null), Assert.Single(new CommandDesk().Run(menu).Traps));

    [Fact]
    public void Reference_1_9_ADirectoryThatIsNotThere_IsTwoTraps_TheSecondWithoutCategory() =>
        Assert.Equal([("no such command or directory (colour)", 0), ("no such command prefix", (int?)null)], new CommandDesk().Run("/ip/colour/print").Traps);

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.18")]
    public void Reference_3_13_PrintIntoAFile_MakesTheFileAndAnswersNothing(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);

        Assert.Empty(desk.Run("/ip/service/print", "=file=services").Rows);

        Assert.Contains("name=ssh", desk.Run("/file/print", "?name=services.txt").Rows.Single()["contents"], StringComparison.Ordinal);
        Assert.NotEmpty(desk.RunAs(["read", "api"], "/ip/service/print", "=file=mine").Traps);
    }

    [Theory]
    [InlineData("s'branch'", "6272616e6368")]
    [InlineData("'branch'", "6272616e6368")]
    [InlineData("'192.0.2.9'", "c0000209")]
    [InlineData("s'192.0.2.9'", "3139322e302e322e39")]
    [InlineData("0x0A1b", "0a1b")]
    [InlineData("0x01'ab''cd'", "0161626364")]
    [InlineData("$(HOSTNAME)", null)]
    [InlineData("0x1", null)]
    public void Reference_1_8_AnOptionOfDhcp_ShowsItsBytes(string value, string? raw)
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/dhcp-server/option/add", "=name=o", "=code=66", "=value=" + value);

        var row = desk.Run("/ip/dhcp-server/option/print", $"?.id={id}").Rows[0];

        Assert.Equal((value, raw), (row["value"], row.GetValueOrDefault("raw-value")));
        Assert.Empty(desk.Run("/ip/dhcp-server/option/set", "=.id=" + id, "=value=0xff").Traps);
        Assert.Equal("ff", desk.Run("/ip/dhcp-server/option/print").Rows[0]["raw-value"]);
    }

    [Fact]
    public void Reference_3_8_AStaticNameOfAnIPv6Address_IsAnAaaaRecord()
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/dns/static/add", "=name=six.example", "=address=2001:db8::9");

        Assert.Equal("AAAA", desk.Run("/ip/dns/static/print", $"?.id={id}").Rows[0]["type"]);
    }

    [Fact]
    public void Reference_3_8_EveryKindOfRecord_IsKept()
    {
        foreach (var profile in new[] { RouterProfile.V649, RouterProfile.V718 })
        {
            var desk = new CommandDesk(profile);
            foreach (var words in new[] { "=type=MX =mx-exchange=mail.example =mx-preference=20", "=type=NS =ns=ns1.example", "=type=SRV =srv-target=sip.example =srv-port=5060 =srv-weight=5" })
            {
                var id = desk.Add("/ip/dns/static/add", ["=name=zone.example", .. words.Split(' ')]);
                var row = desk.Run("/ip/dns/static/print", $"?.id={id}").Rows[0];
                Assert.All(words.Split(' '), word => Assert.Equal(word.Split('=')[2], row[word.Split('=')[1]]));
            }
        }
    }

    [Fact]
    public void Reference_3_15_Enrolment_KeepsItsServerAndSaysThatNobodyAnswers()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps", RouterProfile.V718).Router);
        desk.Add("/certificate/add", "=name=client", "=common-name=client");

        Assert.Equal("input does not match any value of template", desk.Refusal("/certificate/add-scep", "=template=nobody", "=scep-url=http://192.0.2.9/scep"));
        Assert.Empty(desk.Run("/certificate/add-scep", "=template=client", "=scep-url=http://192.0.2.9/scep").Traps);

        var row = desk.Run("/certificate/print", "?name=client").Rows.Single();
        Assert.Equal(("http://192.0.2.9/scep", "failed"), (row["scep-url"], row["status"]));
    }
}
