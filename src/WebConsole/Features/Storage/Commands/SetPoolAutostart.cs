using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Says whether the pool starts with its host.</summary>
public sealed record SetPoolAutostart : PoolCommand
{
    public static ObjectAction<StoragePool> On { get; } = new PlainAction<StoragePool>("autostart-on")
    {
        Verb = "switch on autostart of",
        Doing = "changed",
        Label = "Start with the host",
        Effect = "Lets the pool start whenever its host does.",
        Icon = Icons.Material.Outlined.EventRepeat,
        Needs = Right.Configure,
        Applies = pool => pool is { Persistent: true, Autostart: false },
        Make = (pool, host) => new SetPoolAutostart { Pool = pool.Id, Target = pool.Name, Uri = host.Uri, Enabled = true },
    };

    public static ObjectAction<StoragePool> Off { get; } = new PlainAction<StoragePool>("autostart-off")
    {
        Verb = "switch off autostart of",
        Doing = "changed",
        Label = "Do not start with the host",
        Effect = "Leaves the pool inactive when its host starts.",
        Icon = Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = pool => pool is { Persistent: true, Autostart: true },
        Make = (pool, host) => new SetPoolAutostart { Pool = pool.Id, Target = pool.Name, Uri = host.Uri, Enabled = false },
    };

    public required bool Enabled { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;
    protected override string VirshArguments => Enabled ? "pool-autostart" : "pool-autostart --disable";

    protected override void Call(Libvirt.StoragePool pool) => pool.SetAutostart(Enabled);
}
