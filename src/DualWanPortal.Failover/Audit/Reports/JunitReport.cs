using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>JUnit XML: a suite per file, a case per rule. A rule with a finding at the level fails; milder ones are written into the case.</summary>
public static class JunitReport
{
    public static string Write(ImmutableArray<AuditReport> reports, ReportLevel failOn)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            foreach (var report in reports)
                Suite(xml, report, failOn);
            xml.WriteEndElement();
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
    }

    private static void Suite(XmlWriter xml, AuditReport report, ReportLevel failOn)
    {
        var byRule = report.Findings.ToLookup(finding => finding.Rule, StringComparer.Ordinal);
        var failing = byRule.Count(rule => rule.Any(finding => ReportLevels.Of(finding.Severity) >= failOn));
        var refused = report.Refusal is not null;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(report.File));
        xml.WriteAttributeString("tests", (refused ? 1 : Auditor.Rules.Length).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failing.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", refused ? "1" : "0");
        xml.WriteAttributeString("skipped", report.Suppressed.Select(one => one.Finding.Rule).Distinct(StringComparer.Ordinal).Count(rule => !byRule.Contains(rule)).ToString(CultureInfo.InvariantCulture));
        if (refused)
        {
            Open(xml, report, "readable");
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", Clean(report.Refusal!));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else
        {
            foreach (var rule in Auditor.Rules)
                Case(xml, report, rule.Id, [.. byRule[rule.Id]], failOn);
        }
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, AuditReport report, string rule, ImmutableArray<Finding> findings, ReportLevel failOn)
    {
        Open(xml, report, rule);
        foreach (var finding in findings.Where(finding => ReportLevels.Of(finding.Severity) >= failOn))
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", ReportWords.Of(finding.Severity));
            xml.WriteAttributeString("message", Clean(finding.Title));
            xml.WriteString(Clean(Body(finding)));
            xml.WriteEndElement();
        }
        var mild = findings.Where(finding => ReportLevels.Of(finding.Severity) < failOn).ToList();
        if (mild.Count > 0)
            xml.WriteElementString("system-out", Clean(string.Join("\n\n", mild.Select(finding => $"{ReportWords.Of(finding.Severity)}: {finding.Title}\n{Body(finding)}"))));
        // A case is skipped where nothing but what people decided to live with was found.
        if (findings.IsEmpty && report.Suppressed.FirstOrDefault(one => one.Finding.Rule == rule) is { } suppressed)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(suppressed.By.Reason));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Open(XmlWriter xml, AuditReport report, string name)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(report.File));
        xml.WriteAttributeString("name", name);
    }

    private static string Body(Finding finding) =>
        string.Join('\n', [finding.Message, .. finding.Evidence.Select(entry => $"{(entry.Line is { } line ? $"line {line.ToString(CultureInfo.InvariantCulture)}: " : "")}{entry.Text}"), .. finding.Fix.Select(command => "> " + command)]);

    /// <summary>XML has no way to write most control characters.</summary>
    private static string Clean(string value)
    {
        if (value.All(XmlConvert.IsXmlChar))
            return value;
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))
                clean.Append(rune);
        }
        return clean.ToString();
    }
}
