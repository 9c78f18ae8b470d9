using System.Collections.Immutable;

namespace DualWanPortal.Failover.Audit.Reports;

public enum ReportFormat { Text, Json, Sarif, Junit }

public static class ReportFormats
{
    /// <summary>One document for all reports; every line ends with a line feed.</summary>
    /// <param name="failOn">From which level on JUnit calls a rule failed.</param>
    public static string Write(this ReportFormat format, ImmutableArray<AuditReport> reports, ReportLevel failOn) => format switch
    {
        ReportFormat.Json => JsonReport.Write(reports),
        ReportFormat.Sarif => SarifReport.Write(reports),
        ReportFormat.Junit => JunitReport.Write(reports, failOn),
        _ => TextReport.Write(reports),
    };
}
