using DualWanPortal;

await using var portal = PortalApp.Build(new PortalOptions());
await portal.StartAsync(CancellationToken.None);
await portal.Web.WaitForShutdownAsync();
