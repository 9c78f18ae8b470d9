namespace DualWanPortal.RouterOs.Tests;

/// <summary>Waits for something that another thread brings about.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"did not come about: {what}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
