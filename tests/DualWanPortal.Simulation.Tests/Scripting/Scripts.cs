using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

/// <summary>Short ways to run scripts on a site and to look at what they did.</summary>
internal static class Scripts
{
    /// <summary>What a script prints, or its error, after the time that it may take.</summary>
    public static string? Say(this SimulatedSite site, string script, double seconds = 30)
    {
        var answer = site.Begin(script);
        site.Wait(seconds);
        return answer.IsDone ? answer.Ret : null;
    }

    public static Answer Begin(this SimulatedSite site, string script) => site.At().Run("/execute", "=script=" + script, "=as-string=");

    public static CommandDesk At(this SimulatedSite site) => new(site.Router);

    public static Answer RunAs(this SimulatedSite site, string[] policies, string path, params string[] words) => site.At().RunAs(policies, path, words);

    public static IEnumerable<string?> Comments(this SimulatedSite site, string menu) => site.Router[menu].Rows.Select(row => row["comment"]);

    public static MenuRow Scheduled(this SimulatedSite site, string name) => site.Router["/system/scheduler"].Named(name)!;
}
