using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Makes the volumes of a pool available: it mounts, logs in, or activates.</summary>
public sealed record StartPool : PoolCall
{
    public static ObjectAction<StoragePool> AsAction { get; } = new PlainAction<StoragePool>("start")
    {
        Doing = "started",
        Label = "Start",
        Effect = "Makes its volumes available.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Needs = Right.Configure,
        Applies = pool => pool.State != "running",
        Place = _ => 1,
        Make = (pool, host) => new StartPool { Pool = pool.Id, Target = pool.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "pool-start";

    // A server that is away lets a mount wait for minutes, and then libvirt says why.
    protected override bool IsLong => true;

    protected override void Call(Libvirt.StoragePool pool) => pool.Start();
}
