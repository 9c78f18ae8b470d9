namespace DualWanPortal.Tests;

/// <summary>One portal for all tests of a class that change nothing which another of them looks at.</summary>
public sealed class SharedPortal : IAsyncLifetime
{
    public TestPortal Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await TestPortal.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
