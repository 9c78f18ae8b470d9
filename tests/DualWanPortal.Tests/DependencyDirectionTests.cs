using System.Reflection;

namespace DualWanPortal.Tests;

/// <summary>RouterOs ← Simulation ← Failover ← DualWanPortal and RouterOs, Simulation ← Lab ← DualWanPortal; nothing the other way.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Assembly s_routerOs = typeof(RouterOs.Model.ConfigItem).Assembly;
    private static readonly Assembly s_simulation = typeof(Simulation.SimulationClock).Assembly;
    private static readonly Assembly s_failover = typeof(Failover.Planning.Plan).Assembly;
    private static readonly Assembly s_lab = Assembly.Load("DualWanPortal.Lab");
    private static readonly Assembly s_portal = typeof(PortalApp).Assembly;

    public static TheoryData<Assembly, Assembly[]> Allowed => new()
    {
        { s_routerOs, [] },
        { s_simulation, [s_routerOs] },
        { s_failover, [s_routerOs, s_simulation] },
        { s_lab, [s_routerOs, s_simulation] },
        { s_portal, [s_routerOs, s_simulation, s_failover, s_lab] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void References_OwnProjects_OnlyDownwards(Assembly project, Assembly[] allowed)
    {
        var names = allowed.Select(assembly => assembly.GetName().Name).ToHashSet();
        var own = project.GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("DualWanPortal", StringComparison.Ordinal) || reference.Name == "dualwan");
        Assert.All(own, reference => Assert.Contains(reference.Name, names));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    public void References_PureProjects_NoServerNoDatabase(string prefix)
    {
        foreach (var project in new[] { s_routerOs, s_simulation, s_failover })
            Assert.DoesNotContain(project.GetReferencedAssemblies(), reference => reference.Name!.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void References_RouterOs_NothingButTheRuntime() =>
        Assert.All(s_routerOs.GetReferencedAssemblies(), reference => Assert.True(
            reference.Name!.StartsWith("System", StringComparison.Ordinal) || reference.Name is "netstandard" or "Microsoft.Win32.Primitives", reference.Name));

    [Fact]
    public void Methods_OwnCode_NoAsyncVoid()
    {
        foreach (var project in new[] { s_routerOs, s_simulation, s_failover, s_lab, s_portal })
        {
            var bad = project.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null);
            Assert.Empty(bad.Select(method => $"{method.DeclaringType}.{method.Name}"));
        }
    }
}
