using DualWanPortal.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Most of these tests wait for routers most of the time: with one class per core the machine would stand idle.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace DualWanPortal.Tests;

/// <summary>The classes that end plans everywhere begin first: begun last, they would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName.Contains(".Kills.", StringComparison.Ordinal) ? 0 : collection.TestCollectionDisplayName.Contains(".Plans.", StringComparison.Ordinal) ? 1 : 2)
            .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];
}
