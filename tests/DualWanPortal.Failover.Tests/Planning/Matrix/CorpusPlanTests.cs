using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Configurations of real sites, where <c>DWP_CORPUS</c> names a folder of exports: each method is planned, carried out on a simulated copy, and taken back.</summary>
public class CorpusPlanTests
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("DWP_CORPUS");

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        string[] files = s_folder is null ? ["(DWP_CORPUS is not set)"] : [.. Directory.GetFiles(s_folder, "*.rsc").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            foreach (var method in PolicyVocabulary.Methods)
                cells.Add(file, method.Key);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Apply_RealConfiguration_IsStableAndUndoes(string file, string method) => StableAndUndoes(file, BuiltInPolicies.Named(method)!);

    /// <summary>All that a policy can ask for what others dial, for tunnels and for IPv6.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Apply_RealConfigurationWithAllThatIsDialled_IsStableAndUndoes(string file, string method)
    {
        var watches = method != "distance";
        StableAndUndoes(file, BuiltInPolicies.Named(method)! with
        {
            Inbound = method == "recursive" ? InboundStrategy.BothAddresses : InboundStrategy.None, PortForwards = ForwardStrategy.AllWans,
            Vpn = method == "netwatch" ? VpnStrategy.BackupEndpoint : VpnStrategy.DialOut, Ipv6 = watches ? Ipv6Strategy.Failover : Ipv6Strategy.BlockOnBackup,
        });
    }

    private static void StableAndUndoes(string file, FailoverPolicy policy)
    {
        Assert.SkipWhen(s_folder is null, "DWP_CORPUS names no folder of exports");
        var export = ExportReader.Read(File.ReadAllBytes(Path.Combine(s_folder!, file)));
        Assert.SkipWhen(export.Refusal is not null, export.Refusal ?? "");
        var ofFile = export.ToModel();
        var written = Planner.Make(ofFile, policy);
        var later = RouterOs.Model.RouterModel.FromItems(PlannedRows.After(ofFile.Items, written.Steps.Select(step => step.Do)), ofFile.Version);
        Assert.Empty(PlanText.Preview(Planner.Make(later, policy)));

        var profile = RouterProfile.Nearest(export.Version ?? RouterProfile.V721.Version);
        var site = new PlannedSite(export.Items, profile);
        var exported = site.Export();
        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }
}
