using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace DualWanPortal.Tests;

/// <summary>bUnit was built against another version of AngleSharp.Diffing than the one that is here; by its simple name it is found.</summary>
internal static class TestAssemblies
{
    [ModuleInitializer]
    internal static void ResolveByName() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
}
