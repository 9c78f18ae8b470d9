namespace DualWanPortal.Simulation.Router.Links;

/// <summary><c>/queue/interface</c> has one row for each interface: with a queue in hardware where a port stands behind it, none otherwise. What somebody set stays.</summary>
internal static class InterfaceQueues
{
    public static void Attach(SimulatedRouter router) => router.Reading += menu =>
    {
        if (menu.Path == "/queue/interface")
            Renew(menu, router["/interface"]);
    };

    private static void Renew(Menu queues, Menu interfaces)
    {
        foreach (var gone in queues.Rows.Where(row => interfaces.Named(row["interface"]!) is null).ToArray())
            queues.Remove(gone);
        foreach (var link in interfaces.Rows.Where(link => !queues.Rows.Any(row => row["interface"] == link["name"])).ToArray())
        {
            var queue = link["type"] == "ether" ? "only-hardware-queue" : "no-queue";
            queues.Add([new("interface", link["name"]!), new("queue", queue), new("default-queue", queue), new("active-queue", queue)]);
        }
    }
}
