using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Stops a network and removes its definition.</summary>
public sealed record DeleteNetwork : NetworkCommand
{
    public static ObjectAction<Network> AsAction { get; } = new PlainAction<Network>("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Stops the network and removes its definition.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        Confirm = "The network is stopped and its definition removed. Its leases are forgotten.",
        IsForGood = true,
        Applies = network => network.Persistent,
        Never = network => network.Persistent ? null : Transient,
        Make = (network, host) => new DeleteNetwork { Network = network.Id, Target = network.Name, Uri = host.Uri, WasActive = network.Active },
    };

    /// <summary>Whether it ran when it was looked at, for the virsh commands.</summary>
    public required bool WasActive { get; init; }

    public override string VirshLine => string.Join('\n',
        new[] { WasActive ? "net-destroy" : null, "net-undefine" }.OfType<string>().Select(command => VirshCommand.For(Uri, command, Uuid, Target)));

    protected override ObjectAction Of => AsAction;

    public override string? WhyConflicts(InventorySnapshot inventory) => Find(inventory) is not { } network ? null
        : NetworkUsers.Names(NetworkUsers.Of(inventory, network)) is { } machines ? $"Machines name it in their definitions: {machines}. They could not start any more. Put their network cards on another network first."
        : NetworkUsers.Names(NetworkUsers.Running(inventory, network)) is { } plugged ? $"Machines run with a card on its bridge: {plugged}. Put these cards on another network first."
        : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context, files: false).ConfigureAwait(false);
        var runs = await context.RunAsync(Network, Lane, connection => On(connection, IsActive), "a look at it").ConfigureAwait(false);
        if (runs)
            await StepAsync(context, "Stop the network", network => network.Stop(), undo: network => network.Start()).ConfigureAwait(false);
        await StepAsync(context, "Remove its definition", network => context.Undefine(Network, network.Undefine)).ConfigureAwait(false);
    }

    private static bool IsActive(Libvirt.Network network) =>
        network.IsPersistent ? network.IsActive : throw new OperationFailedException("It exists only while it runs: nothing was deleted.", "Stop it, and libvirt forgets it.");

    private Task StepAsync(OperationContext context, string name, Action<Libvirt.Network> act, Action<Libvirt.Network>? undo = null)
    {
        Task Run(Action<Libvirt.Network> call) => context.RunAsync(Network, Lane, connection => On(connection, network =>
        {
            call(network);
            return true;
        }), Action);
        return context.StepAsync(name, () => Run(act), undo: undo is null ? null : () => Run(undo));
    }

    private T On<T>(Libvirt.LibvirtConnection connection, Func<Libvirt.Network, T> call)
    {
        using var network = connection.LookupNetwork(Uuid);
        return call(network);
    }
}
