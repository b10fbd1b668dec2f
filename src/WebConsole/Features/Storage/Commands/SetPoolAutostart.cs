using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Sets whether the pool starts with its host.</summary>
public sealed record SetPoolAutostart : PoolCall
{
    public static ObjectAction<StoragePool> On { get; } = Switch(enabled: true);

    public static ObjectAction<StoragePool> Off { get; } = Switch(enabled: false);

    public required bool Enabled { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;
    protected override string VirshArguments => Enabled ? "pool-autostart" : "pool-autostart --disable";

    protected override void Call(Libvirt.StoragePool pool) => pool.SetAutostart(Enabled);

    private static PlainAction<StoragePool> Switch(bool enabled) => new(enabled ? "autostart-on" : "autostart-off")
    {
        Verb = enabled ? "switch on autostart of" : "switch off autostart of",
        Doing = "changed",
        Label = enabled ? "Start with the host" : "Do not start with the host",
        Effect = enabled ? "Lets the pool start whenever its host does." : "Leaves the pool inactive when its host starts.",
        Icon = enabled ? Icons.Material.Outlined.EventRepeat : Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = pool => pool.Persistent && pool.Autostart != enabled,
        Accepts = pool => pool.Persistent,
        Make = (pool, host) => new SetPoolAutostart { Pool = pool.Id, Target = pool.Name, Uri = host.Uri, Enabled = enabled },
    };
}
