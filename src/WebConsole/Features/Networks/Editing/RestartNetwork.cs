using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Editing;

/// <summary>
/// Stops a network, starts it with the definition of its next start, and plugs the cards of running machines in again. Where it does not start, the
/// definition that was in force comes back in force, and the other one waits on.
/// </summary>
public sealed record RestartNetwork : NetworkCommand
{
    private const string Stop = "Stop the network", Start = "Start the network", Plug = "Plug the machines in again";

    private static readonly PlainAction<Network> Words = new("restart")
    {
        Doing = "restarted",
        Label = "Restart to apply",
        Effect = "Stops it and starts it again, so that it has the changes that wait.",
        Icon = Icons.Material.Outlined.Autorenew,
        Needs = Right.Configure,
        Question = "Restart {0} to apply its changes?",
        Answer = "Restart network",
        Confirm = "The network is stopped and started again, with the changes that wait.",
        Applies = network => network is { Active: true, Persistent: true } && PendingNetwork.Of(network, operates: true).Count > 0,
        Accepts = network => network is { Active: true, Persistent: true },
        Never = network => network.Persistent ? null : Transient,
        Make = MadeWithServices,
    };

    /// <summary>How it stands after a failure.</summary>
    private string? _outcome;

    internal HostNetworks Networks { get; init; } = null!;

    public required HostStatus On { get; init; }

    public override string VirshLine => $"{VirshCommand.For(Uri, "net-destroy", Uuid, Target)}\n{VirshCommand.For(Uri, "net-start", Uuid, Target)}";

    protected override ObjectAction Of => Words;

    internal static ObjectAction AsAction(HostNetworks networks) => Words with
    {
        Make = (network, host) => new RestartNetwork { Network = network.Id, Target = network.Name, Uri = host.Uri, On = host, Networks = networks },
    };

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => $"{_outcome} {NetworkAdvice.For(error.Message)}".Trim() is { Length: > 0 } advice ? advice : null;

    public override string? WhatSuffers(InventorySnapshot inventory) => Find(inventory) is { } network && string.Join(' ', Consequences(inventory, network)) is { Length: > 0 } said ? said : null;

    private static IEnumerable<string> Consequences(InventorySnapshot inventory, Network network)
    {
        var cards = NetworkCard.Losing(inventory, network);
        if (Names(cards) is { } machines)
            yield return $"These machines lose their link for some seconds, and are plugged in again: {machines}.";
        // A guest does not always notice that its cable was out.
        if (NetworkXml.TryParse(network.InactiveXml ?? network.Xml, out var next) && inventory.Leases.GetValueOrDefault((network.Host, network.Name), []).Where(lease => NetworkRanges.IsOutside(next, lease.Address)).ToArray() is { Length: > 0 } leases
            && Names(cards.Where(card => leases.Any(lease => string.Equals(lease.HardwareAddress, card.Mac, StringComparison.OrdinalIgnoreCase)))) is { } outside)
            yield return $"The network has other addresses then, and these machines keep what they have until their guests ask again, or are restarted; meanwhile nobody reaches them: {outside}.";
    }

    private static string? Names(IEnumerable<NetworkCard> cards) => string.Join(", ", cards.Select(card => card.Name).Distinct(StringComparer.Ordinal)) is { Length: > 0 } names ? names : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        if (Find(context.Inventory) is not { } known)
            throw new OperationFailedException("The network is gone.", "Nothing was changed.");
        var cards = NetworkCard.Losing(context.Inventory, known);
        var plug = new PlugInAgain(context, Target, Networks.MasterOf(On));
        BroughtBack? before = null;
        string? bridge = null;
        await context.StepAsync(Stop, () => RunAsync(context, network =>
        {
            before = new BroughtBack(WithoutFigures(network), network.GetXml(inactive: true));
            network.Stop();
        }), undo: async () =>
        {
            await context.RunAsync(Network, Lane, connection => bridge = BringBack(context, connection, before), "bringing back what was in force").ConfigureAwait(false);
            var left = await plug.RunAsync(cards, bridge).ConfigureAwait(false);
            if (left.Count > 0)
                _outcome += $" These machines have no link: {string.Join(", ", left)}.";
        }).ConfigureAwait(false);
        await context.StepAsync(Start, () => RunAsync(context, network =>
        {
            network.Start();
            bridge = network.BridgeName;
        })).ConfigureAwait(false);
        // It runs with the new definition: a card that is left behind is no reason to stop it again.
        context.Settle();
        if (cards.Count == 0)
            return;
        IReadOnlyList<string> left = [];
        await context.StepAsync(Plug, async () =>
        {
            left = await plug.RunAsync(cards, bridge).ConfigureAwait(false);
            if (left.Count > 0)
                throw new OperationFailedException($"The network runs with its changes, and these machines have no link: {string.Join(", ", left)}.", "Unplug their cards and plug them in again, or restart the machines.");
        }).ConfigureAwait(false);
    }

    /// <summary>The definition in force, such as it can be defined.</summary>
    private static string WithoutFigures(Libvirt.Network network)
    {
        var root = SafeXml.ParseRoot(network.GetXml(), "network");
        foreach (var element in root.DescendantsAndSelf())
            element.Attribute("connections")?.Remove();
        return SafeXml.Format(root);
    }

    /// <returns>Its bridge.</returns>
    private string? BringBack(OperationContext context, LibvirtConnection connection, BroughtBack? before)
    {
        using var network = connection.LookupNetwork(Uuid);
        try
        {
            before?.Run(() => network.IsActive, network.Start, () => network.GetXml(inactive: true), definition => Define(context, connection, definition));
        }
        finally
        {
            _outcome = before?.Outcome;
        }
        return network.BridgeName;
    }

    private void Define(OperationContext context, LibvirtConnection connection, string definition)
    {
        using var signature = context.Sign(Network);
        connection.DefineNetwork(definition).Dispose();
        signature.Written(connection);
    }

    private Task<bool> RunAsync(OperationContext context, Action<Libvirt.Network> call) => context.RunAsync(Network, Lane, connection =>
    {
        using var network = connection.LookupNetwork(Uuid);
        call(network);
        return true;
    }, Action);
}
