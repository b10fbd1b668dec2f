using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>Keeps a change of a host's network, which would go back by itself: whoever asks for it has reached the host over the changed network.</summary>
public sealed record KeepNetworkChange : ActionOperation
{
    private static readonly PlainAction<HostStatus> Words = new("keep-network-change")
    {
        Verb = "keep the change of the network of",
        Doing = "kept in its network",
        Label = "Keep the change of the network",
        Effect = "Keeps a change of the host's network that has just been made, which goes back by itself otherwise.",
        Icon = Icons.Material.Outlined.Check,
        Needs = Right.Configure,
        Tab = "interfaces",
        Make = MadeWithServices,
    };

    /// <summary>The host.</summary>
    public required string On { get; init; }

    public required BridgeServices Services { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On);

    /// <summary>The change claims the host, and waits for this.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override Lane Lane => Lane.WayOut;

    public override string VirshLine => "";

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(BridgeServices services) => Words with
    {
        Applies = host => services.Changes.Of(host.Name) is not null,
        Make = (host, _) => new KeepNetworkChange { Target = host.Name, On = host.Name, Services = services },
    };

    public override Task ExecuteAsync(OperationContext context) => Services.Changes.Keep(On) ? Task.CompletedTask
        : throw new OperationFailedException("No change of the network waits to be kept.", "It was kept already, or has gone back.");
}
