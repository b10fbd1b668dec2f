using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Makes libvirt read the content of a pool, because libvirt does not notice changes of files.</summary>
public sealed record RefreshPool : PoolCall
{
    public static ObjectAction<StoragePool> AsAction { get; } = new PlainAction<StoragePool>("refresh")
    {
        Doing = "read anew",
        Label = "Refresh",
        Effect = "Reads its volumes and sizes anew, also what was put there without libvirt.",
        Icon = Icons.Material.Outlined.Refresh,
        Needs = Right.Configure,
        Applies = pool => pool.State == "running",
        Place = _ => 2,
        Make = (pool, host) => new RefreshPool { Pool = pool.Id, Target = pool.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "pool-refresh";

    protected override void Call(Libvirt.StoragePool pool) => pool.Refresh();
}
