using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Making;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Makes a network: defines and starts it, and lets it start with its host. One that does not start is not kept.</summary>
internal sealed record CreateNetwork : ActionOperation
{
    /// <summary>The action's name.</summary>
    public const string Word = "new-network";

    private static readonly FormAction<HostStatus, NewNetwork> Words = new(Word)
    {
        Verb = "make the network",
        Doing = "made",
        Label = "New network",
        Effect = "Makes a network for machines.",
        Icon = Icons.Material.Outlined.Lan,
        Needs = Right.Configure,
        Path = "/networks/{host}",
        Applies = host => !host.Connection.IsAway(),
        Page = host => AppUrls.NewNetwork(host.Name),
        Make = MadeWithServices,
    };

    public required NewNetwork Asked { get; init; }

    public required HostStatus On { get; init; }

    public required HostNetworks Networks { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On.Name);

    /// <summary>Other networks may be made at the same time; libvirt refuses a second one with the same name.</summary>
    public override ImmutableArray<ObjectId> Claims => [Network];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string, string?)[]
        {
            ("name", Target), ("forward", Asked.Forward), ("bridge", Asked.Bridge), ("device", string.Join(' ', Asked.AllDevices)), ("mode", Asked.Mode), ("pciAddresses", string.Join(' ', Asked.PciAddresses ?? [])),
            ("ipv4", Range(Asked.Ipv4)), ("ipv6", Range(Asked.Ipv6)), ("domain", Asked.Domain), ("vlans", string.Join(' ', Asked.Vlans ?? [])), ("dnsmasqOptions", string.Join(" | ", Asked.DnsmasqOptions ?? [])),
        }.Where(argument => !string.IsNullOrEmpty(argument.Item2)).Select(argument => (argument.Item1, argument.Item2!)),
    ];

    public override string VirshLine => VirshCommand.OnHost(On.Uri, Lines(network => network));

    public override string KeptVirshLine => VirshCommand.OnHost(On.Uri, Lines(NetworkWords.ForViewers));

    protected override ObjectAction Of => Words;

    private ObjectId Network => ObjectId.Network(On.Name, Asked.Uuid);

    private bool Starts => Asked.Start ?? true;

    private bool StartsWithHost => Asked.Autostart ?? true;

    public static ObjectAction AsAction(HostNetworks networks) => Words with
    {
        Make = (host, _, asked) => new CreateNetwork { Target = asked.Name ?? "", Asked = asked, On = host, Networks = networks },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new NetworkRules(Asked, inventory, On.Name, Networks.Of(On)).Mistakes();

    public override OperationPreview Preview(InventorySnapshot inventory) => new()
    {
        Words = [.. NetworkFacts.Of(Asked, SourceText.Instance).Select(fact => $"{fact.Label}: {fact.Value}")],
        Definition = NetworkRecipe.Of(Asked).Element.ToString(),
        Virsh = VirshLine,
    };

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => NetworkAdvice.For(error.Message);

    public override async Task ExecuteAsync(OperationContext context)
    {
        // It may have waited, and others have made networks meanwhile.
        if (Mistakes(context.Inventory) is { Count: > 0 } mistakes)
            throw new OperationFailedException(mistakes.First().Value[0], "Nothing was made.");
        var defined = new Creation();
        await context.StepAsync("Define the network", () => context.RunAsync(Network, Lane, connection =>
        {
            using var signature = context.Sign(Network);
            defined.Make(() => connection.DefineNetwork(NetworkRecipe.Of(Asked).ToXml(), NetworkDefineFlags.Validate).Dispose());
            signature.Written(connection);
            return true;
        }, "its definition"), leaves: $"the network {Target}", undo: () => defined.UndoAsync(() => CallAsync(context, found => context.Undefine(Network, found.Undefine), "the undo of its definition"))).ConfigureAwait(false);
        if (Starts)
            await context.StepAsync("Start the network", () => CallAsync(context, found => found.Start(), "its start"), undo: () => CallAsync(context, StopIfActive, "its stop")).ConfigureAwait(false);
        if (StartsWithHost)
            await context.StepAsync("Switch on autostart", () => CallAsync(context, found => found.SetAutostart(true), "its autostart")).ConfigureAwait(false);
        context.Made(Network, Target);
    }

    private static void StopIfActive(Libvirt.Network network)
    {
        if (network.IsActive)
            network.Stop();
    }

    private Task<bool> CallAsync(OperationContext context, Action<Libvirt.Network> call, string doing) => context.RunAsync(Network, Lane, connection =>
    {
        using var found = connection.LookupNetwork(Asked.Uuid);
        call(found);
        return true;
    }, doing);

    private IEnumerable<string> Lines(Func<NetworkXml, NetworkXml> shown)
    {
        var name = VirshCommand.Option("network", VirshCommand.OrMissing(Target, "NAME"));
        yield return $"net-define {VirshXml.Typed(shown(NetworkRecipe.Of(Asked with { Name = VirshCommand.OrMissing(Asked.Name, "NAME") })))}";
        if (Starts)
            yield return $"net-start {name}";
        if (StartsWithHost)
            yield return $"net-autostart {name}";
    }

    private static string? Range(NewAddress? address) => address is null ? null : string.Create(CultureInfo.InvariantCulture, $"{address.Address}/{address.Prefix}");
}
