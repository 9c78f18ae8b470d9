namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>The three levels that pipelines know.</summary>
public enum ReportLevel { Info, Warning, Error }

public static class ReportLevels
{
    /// <summary>Critical and high are errors, medium and low warnings.</summary>
    public static ReportLevel Of(Severity severity) => severity switch
    {
        >= Severity.High => ReportLevel.Error,
        >= Severity.Low => ReportLevel.Warning,
        _ => ReportLevel.Info,
    };
}
