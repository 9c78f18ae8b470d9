using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

public class CorpusTests
{
    [Fact]
    public void FromExport_EveryRealExport_BootsAndLivesThroughEveryFault()
    {
        var folder = Environment.GetEnvironmentVariable("DWP_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "DWP_CORPUS names no folder of real exports");
        var sites = 0;
        foreach (var file in Directory.EnumerateFiles(folder!, "*.rsc").Order(StringComparer.Ordinal))
        {
            var export = ExportReader.Read(File.ReadAllBytes(file));
            var profile = RouterProfile.Nearest(export.Version ?? new RouterOsVersion(7, 21, 1));
            var site = SimulatedSite.FromExport(Path.GetFileName(file), export, profile, new SimulationClock(Sites.Start));
            site.Wait(30);
            foreach (var wan in site.Wans.Select(wan => wan.Interface).Distinct().ToArray())
            {
                foreach (var fault in new[] { "cable-out", "upstream-dead", "gateway-silent", "gateway-change", "loss:50", "flap:3" })
                {
                    site.Break(wan, fault);
                    site.Wait(20);
                    site.ClearFaults(wan);
                    site.Wait(5);
                }
            }
            site.Break(null, "reboot");
            site.Wait(30);
            TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(file)}: {string.Join(", ", site.Wans.Select(wan => $"{wan.Interface} {wan.Kind}"))} carries {(site.Running.Clients.Inside() is null ? "no inside" : site.Carrier() ?? "-")}");
            sites++;
        }
        Assert.True(sites > 0, $"no exports in {folder}");
    }
}
