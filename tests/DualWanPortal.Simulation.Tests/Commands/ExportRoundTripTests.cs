using System.Text;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Any export that a simulated router writes is read back to the rows that it has, whatever people wrote into them.</summary>
public class ExportRoundTripTests
{
    private static readonly string[] s_pieces =
    [
        "a", "Z", "9", " ", "  ", "\"", "\\", "\n", "\r\n", "\t", "$", "$(x)", "$[find]", "=", ";", "#", "[", "]", "{", "}", "(", ")", "?", "'", ",", "!", "*1", "é", "ß", "日本", "🙂", "0.0.0.0/0", "yes", "no", ":put \"x\"", "/ip route",
        "\\C3", "\\_", "\\\"", "%20", "|", "<>", "~", "--", "add ", "set ", "end",
    ];

    private static readonly (string Menu, string[] Words, string[] Texts)[] s_rows =
    [
        ("/ip/firewall/address-list", ["=list=l1", "=address=10.9.8.7"], ["comment"]),
        ("/ip/firewall/filter", ["=chain=forward", "=action=accept", "=protocol=tcp", "=dst-port=80"], ["comment", "log-prefix"]),
        ("/ip/firewall/mangle", ["=chain=prerouting", "=action=mark-connection", "=in-interface-list=!LAN", "=passthrough=no"], ["comment", "new-connection-mark"]),
        ("/ip/firewall/nat", ["=chain=dstnat", "=action=dst-nat", "=to-addresses=192.168.88.9"], ["comment"]),
        ("/ip/route", ["=dst-address=10.8.0.0/16", "=gateway=192.168.88.3", "=distance=7"], ["comment"]),
        ("/system/script", ["=policy=read,write"], ["name", "source", "comment"]),
        ("/system/scheduler", ["=interval=1h"], ["name", "on-event", "comment"]),
        ("/tool/netwatch", ["=host=8.8.8.8"], ["up-script", "down-script", "comment"]),
        ("/ip/dns/static", ["=address=10.1.2.3"], ["name", "comment"]),
        ("/ip/dhcp-server/network", ["=address=10.7.0.0/24"], ["comment", "domain"]),
        ("/ppp/secret", [], ["name", "comment"]),
        ("/interface/bridge", [], ["name", "comment"]),
        ("/ip/pool", ["=ranges=10.6.0.2-10.6.0.9"], ["name", "comment"]),
    ];

    [Theory]
    [InlineData("6.49", 21)]
    [InlineData("7.12", 22)]
    [InlineData("7.18", 23)]
    [InlineData("7.21", 24)]
    [InlineData("7.21", 25)]
    public void Export_AnyRows_BootsTheSameRouter(string profile, int seed)
    {
        var random = new Random(seed);
        var added = 0;
        foreach (var scenario in (string[])["two-isps", "dhcp-pppoe", "fibre-lte"])
        {
            for (var round = 0; round < 4; round++)
            {
                var site = Sites.Settled(scenario, RouterProfile.Named(profile));
                for (var count = random.Next(4, 16); count > 0; count--)
                    added += Add(site, random) ? 1 : 0;
                foreach (var style in (string[])["", "=terse=", "=verbose="])
                    AssertSame(site, Exported(site, style), $"seed {seed}, {scenario}, round {round}, {style}");
            }
        }
        Assert.True(added > 60, $"only {added} rows were taken");
    }

    /// <summary>As a file, which holds all of it.</summary>
    private static string Exported(SimulatedSite site, string style)
    {
        string[] words = ["=file=x", .. style.Length > 0 ? [style] : Array.Empty<string>(), .. site.Router.Profile.Version.IsV6 ? Array.Empty<string>() : ["=show-sensitive="]];
        Assert.Empty(site.At().Run("/export", words).Traps);
        return site.Router["/file"].Named("x.rsc")!.Values.Values.MaxBy(value => value.Length)!;
    }

    private static void AssertSame(SimulatedSite site, string text, string where)
    {
        var export = ExportReader.Read(text);
        Assert.True(export.NotUnderstood.IsEmpty, $"{where}: line {(export.NotUnderstood.IsEmpty ? 0 : export.NotUnderstood[0].Line)}: {(export.NotUnderstood.IsEmpty ? "" : export.NotUnderstood[0].Reason)}\n{text}");
        var again = SimulatedSite.FromExport(site.Name, export, site.Router.Profile, new SimulationClock(Sites.Start));
        foreach (var (path, _, _) in s_rows)
        {
            if (site.Router.Find(path) is null)
                continue;
            var (had, has) = (Rows(site, path), Rows(again, path));
            Assert.True(had.SequenceEqual(has), $"{where}: {path}\nhad {string.Join("\n    ", had.Except(has))}\nhas {string.Join("\n    ", has.Except(had))}");
        }
    }

    private static string[] Rows(SimulatedSite site, string path)
    {
        var menu = site.Router.Find(path)!;
        var kept = menu.Definition.Fields.Where(field => !field.ReadOnly).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. menu.Rows.Where(row => !row.Dynamic && row["default"] is null).Select(row => string.Join(' ', row.Values.Where(pair => kept.Contains(pair.Key) && pair.Key is not ("start-time" or "start-date" or "owner") && pair.Value.Length > 0)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))),
        ];
    }

    private static bool Add(SimulatedSite site, Random random)
    {
        var (path, words, texts) = s_rows[random.Next(s_rows.Length)];
        if (site.Router.Find(path) is null)
            return false;
        var given = texts.Select(name => $"={name}={Text(random, oneLine: name is "comment" or "name" or "log-prefix" or "domain" or "new-connection-mark")}");
        return site.At().Run(path + "/add", [.. words, .. given]).Traps.Count == 0;
    }

    private static string Text(Random random, bool oneLine)
    {
        var text = new StringBuilder("x");
        for (var count = random.Next(1, random.Next(4) == 0 ? 60 : 8); count > 0; count--)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        return oneLine ? text.Append('y').ToString().ReplaceLineEndings("") : text.ToString();
    }
}
