using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Editing;

/// <summary>Takes back changes that wait for a network's next start, whoever made them.</summary>
public sealed record RevertNetwork : NetworkCommand
{
    private static readonly FormAction<Network, NetworkChangesToRevert> Words = new("revert-pending")
    {
        Verb = "take back changes of",
        Doing = "edited",
        Label = "Revert pending changes",
        Effect = "Takes back what waits for the next start.",
        Icon = Icons.Material.Outlined.Undo,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "pending",
        Applies = network => network is { Active: true, Persistent: true } && PendingNetwork.Of(network, operates: true).Count > 0,
        Accepts = network => network.Persistent,
        Never = network => network.Persistent ? null : Transient,
        Drawn = typeof(RevertNetworkForm),
        Make = MadeWithServices,
    };

    public required Network Known { get; init; }

    public required NetworkChangesToRevert Asked { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => [("changes", Asked.Paths is null ? "all" : string.Join(", ", Asked.Paths))];

    public override string VirshLine => VirshCommand.For(Uri, "net-edit", Uuid, Target);

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DefinitionEditor editor) => Words with
    {
        Make = (network, host, asked) => new RevertNetwork { Network = network.Id, Known = network, Target = network.Name, Uri = host.Uri, Asked = asked, Editor = editor },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Paths?.Except(PendingNetwork.Of(Known, operates: true).Select(change => change.Path)).FirstOrDefault() is { } other
            ? new Dictionary<string, string[]> { ["paths"] = [$"{other} does not wait for a restart."] }
            : ImmutableDictionary<string, string[]>.Empty;

    public override async Task ExecuteAsync(OperationContext context)
    {
        var now = await context.RunAsync(Network, Lane, connection =>
        {
            using var network = connection.LookupNetwork(Uuid);
            return network.IsActive ? network.GetXml() : null;
        }, Action).ConfigureAwait(false);
        if (now is null)
            throw new OperationFailedException("It does not run (any more).", "Nothing waits for a restart.");
        await Editor.ApplyAsync(DefinitionEdit.OfNetwork(Host, Uuid, stored =>
        {
            var running = SafeXml.ParseRoot(now, "network");
            PendingRevert.Apply(stored.Element, running, PendingNetwork.Of(running, stored.Element), Asked.Paths);
        }), context).ConfigureAwait(false);
    }
}
