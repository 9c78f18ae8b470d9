using System.Globalization;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

public sealed class ManyDefaultsTests
{
    [Fact]
    public void Report_MoreDefaultsThanAnyRouterHas_IsRefusedWithTheirNumber()
    {
        var report = AuditReport.Of("many", ExportReader.Read(Text(2_001)));

        Assert.Contains("2001 default routes", report.Refusal, StringComparison.Ordinal);
        Assert.Equal(report.Refusal, Matrix.Of(ExportReader.Read(Text(2_001)), MatrixOptions.Default, TestContext.Current.CancellationToken).Refusal);
        Assert.Null(AuditReport.Of("few", ExportReader.Read(Text(200))).Refusal);
    }

    private static string Text(int defaults) => $"# 2026-05-01 10:00:00 by RouterOS {Exported.V7}\n/ip route\n"
        + string.Concat(Enumerable.Range(0, defaults).Select(i => string.Create(CultureInfo.InvariantCulture, $"add dst-address=0.0.0.0/0 gateway=203.0.113.{1 + i % 200} distance={1 + i % 250}\n")));
}
