using System.Collections.Concurrent;
using System.Collections.Immutable;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Lab;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// The same answer by both ways: each recipe is also run as a router of the lab, broken there, and looked at over the RouterOS API alone. All of them live at the same
/// time in one lab, a minute in a second.
/// </summary>
public sealed class AgreementTests
{
    private const double Speed = 60;

    /// <summary>Time to notice, to switch, and for old TCP entries to run out.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(7);

    private static readonly ImmutableArray<string> s_recipes =
    [
        "A on 7.18", "A on 6.49", "A without check", "A with equal distances on 6.49", "A without NAT on the backup", "A with src-nat", "B on 7.18", "B on 6.49 with target-scope 10",
        "B with the canary as resolver", "B over PPPoE and LTE", "C", "C with flush", "C by a script with too many policies", "Leases by distance", "D",
    ];

    private static readonly ImmutableArray<string> s_scenarios = ["normal", "primary-cable-out", "primary-upstream-dead", "primary-gateway-silent", "primary-dns-dead", "primary-restored"];

    [Fact]
    public async Task Matrix_AndLab_GiveTheSameAnswer()
    {
        var cancelled = TestContext.Current.CancellationToken;
        ImmutableArray<(string Name, Recipe Recipe)> recipes = [.. s_recipes.Select(name => (name, All().First(row => row.Name == name).Recipe))];
        var cases = (from recipe in recipes from scenario in s_scenarios select (recipe.Name, recipe.Recipe, Scenario: scenario)).ToList();
        await using var lab = await LabHost.StartAsync(new LabOptions
        {
            Port = 0, Tls = false, Speed = Speed, WarmUp = TimeSpan.FromMinutes(3),
            Exports = [.. cases.Select((one, index) => Export(one.Recipe, FormattableString.Invariant($"r{index}")))],
        }, TimeProvider.System, cancelled);
        var matrices = recipes.ToDictionary(recipe => recipe.Name, recipe => recipe.Recipe.Matrix(cancelled));

        foreach (var (router, one) in lab.Routers.Zip(cases))
            Assert.Null(await LabLook.BreakAsync(router, matrices[one.Name].Wans[0].Interface, one.Scenario, cancelled));
        await Task.Delay(s_wait / Speed, TimeProvider.System, cancelled);
        foreach (var (router, _) in lab.Routers.Zip(cases).Where(pair => pair.Second.Scenario == "primary-restored"))
        {
            // What is open when the primary comes back was opened on the backup.
            await LabLook.HangUpAsync(router, cancelled);
            Assert.Null(await router.ClearFaultsAsync(null, cancelled));
        }
        await Task.Delay(s_wait / Speed, TimeProvider.System, cancelled);

        var differences = new ConcurrentBag<string>();
        // Together, so that the last one is looked at before its leases run out.
        await Parallel.ForEachAsync(lab.Routers.Zip(cases), new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = cancelled }, async (pair, token) =>
        {
            var (router, one) = pair;
            var look = await LabLook.TakeAsync(router, one.Recipe.Version == Recipe.V6, token);
            foreach (var difference in look.Against(matrices[one.Name][one.Scenario]))
                differences.Add($"{one.Name}, {one.Scenario}: {difference}");
        });
        Assert.True(differences.IsEmpty, string.Join('\n', differences));
    }

    private static IEnumerable<(string Name, Recipe Recipe)> All() =>
        DistanceRecipeTests.Cases.Concat(RecursiveRecipeTests.Cases).Concat(ScriptRecipeTests.Cases).Select(row => (row.Data.Item1, row.Data.Item2));

    private static LabExport Export(Recipe recipe, string name)
    {
        var export = ExportReader.Read(recipe.Export);
        return new LabExport(name, export.Items, export.Version);
    }
}
