namespace DualWanPortal.RouterOs.Client;

/// <summary>The cheap command that asks whether the router is still there; any end of it is an answer (reference 1.5).</summary>
internal sealed class PendingKeepAlive() : PendingCommand(Command.Path)
{
    public static RouterOsCommand Command { get; } = new RouterOsCommand("/system/identity/print").Select("name");

    public override bool AddRow(RouterOsRow row) => true;
    public override void Done(string? result) { }
    public override void Fail(RouterOsException reason) { }
}
