using System.Collections.Frozen;
using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Audit;

/// <summary>What each rule is called, whatever router it speaks of: the heading of its help page.</summary>
public static class RuleTitles
{
    private static readonly FrozenDictionary<string, string> s_titles =
        Auditor.Rules.ToFrozenDictionary(rule => rule.Id, rule => RuleHelp.Read(rule.Id) is { } help ? HelpText.TitleOf(help) ?? rule.Id : rule.Id, StringComparer.Ordinal);

    public static string Of(string rule) => s_titles.GetValueOrDefault(rule, rule);
}
