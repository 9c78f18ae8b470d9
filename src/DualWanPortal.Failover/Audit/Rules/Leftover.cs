using System.Text.RegularExpressions;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A rollback that was armed for a change, or an object of a drill, is still there.</summary>
public sealed partial class Leftover : IAuditRule
{
    private static readonly string[] s_menus = ["/system/scheduler", "/system/script", "/ip/route", "/ip/firewall/filter", "/ip/firewall/raw", "/tool/netwatch", "/routing/rule"];

    public string Id => "leftover";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        foreach (var item in s_menus.SelectMany(menu => subject.Model.Menu(menu)).Where(item => !item.Flag("disabled") && !item.Flag("dynamic")))
        {
            var loads = item.Menu == "/system/scheduler" && Reverts().IsMatch(item["on-event"] ?? "");
            if (!loads && !Armed().IsMatch(item["name"] ?? "") && !Armed().IsMatch(item["comment"] ?? ""))
                continue;
            yield return new Finding(Id, Severity, "Forgotten rollback or drill",
                loads ? "A scheduler entry puts an old configuration back: the day it runs, at its time or with the next restart, all changes since are lost and the router may restart."
                    : "An object that was made for a change or a drill is still in force: it goes on doing what was meant for minutes only.",
                [RowText.Evidence(item)], [$"{Cli.Path(item.Menu)} remove {Cli.Find(item, item["name"] is null ? ["comment"] : ["name"])}"], $"{item.Menu}/{item["name"] ?? item["comment"]}");
        }
    }

    [GeneratedRegex(@"backup[\s/]{1,4}load|(^|[\s;{/])undo([\s;}]|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reverts();

    [GeneratedRegex(@"(^|[^a-z])(dwp[:-](rollback|revert|drill|deadman|dead-man|guard)|dead-?man|commit-?confirm|auto-?(rollback|revert)|rollback|drill)([^a-z]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Armed();
}
