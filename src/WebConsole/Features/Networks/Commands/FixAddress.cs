using System.Collections.Immutable;
using System.Net.Sockets;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Keeps an address of a network for one machine. The network goes on meanwhile; the machine gets it when it asks again.</summary>
public sealed record FixAddress : KeptAddressCommand
{
    public const string Word = "fix-address";

    public static ObjectAction<Network> AsAction { get; } = new FormAction<Network, NewDhcpHost>(Word)
    {
        Verb = "fix an address of",
        Doing = "changed",
        Label = "Fix an address",
        Effect = "Keeps an address for one machine.",
        Icon = Icons.Material.Outlined.PushPin,
        Needs = Right.Configure,
        Path = "dhcp-hosts",
        Applies = network => network.Persistent && HasDhcp(network),
        Never = network => network.Persistent ? HasDhcp(network) ? null : "It gives out no addresses." : Transient,
        Drawn = typeof(FixAddressForm),
        Make = (network, host, asked) => new FixAddress { Network = network.Id, Target = network.Name, Uri = host.Uri, Asked = asked, Known = network, WasActive = network.Active },
    };

    protected override ObjectAction Of => AsAction;
    protected override NetworkUpdateCommand Update => NetworkUpdateCommand.AddLast;
    protected override string VirshVerb => "add-last";

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        if (Find(inventory) is not { } network)
            return base.Mistakes(inventory);
        NetworkXml[] definitions = [.. DefinitionsOf(network)];
        if (definitions.All(definition => In(definition) is null))
            return new Dictionary<string, string[]> { ["ip"] = [$"An address of the network, which has {string.Join(", ", definitions.SelectMany(NetworkRanges.Addresses).Distinct())}."] };
        return definitions.SelectMany(MistakesIn).DistinctBy(mistake => mistake.Field).ToDictionary(mistake => mistake.Field, mistake => new[] { mistake.Text! });
    }

    private protected override KeptAddress? In(NetworkXml definition) => NetworkRanges.PlaceOf(definition, Asked.Ip) is { } place ? new KeptAddress(place, Asked) : null;

    public override Operation? Undo(InventorySnapshot inventory) => new FreeAddress { Network = Network, Target = Target, Uri = Uri, Asked = Asked, WasActive = WasActive };

    private IEnumerable<(string Field, string? Text)> MistakesIn(NetworkXml definition)
    {
        if (In(definition) is not { } kept)
            return [];
        var ip = definition.Ips[kept.Place];
        NewDhcpHost[] hosts = [.. ip.DhcpHosts.Select(Read), Asked];
        var of = $"hosts[{hosts.Length - 1}].";
        var rules = new AddressRules(new NewAddress(ip.Address, NetworkRanges.Prefix(ip), Hosts: hosts), ip.Family is "ipv6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        return rules.Mistakes().Where(mistake => mistake.Text is not null && mistake.Field.StartsWith(of, StringComparison.Ordinal)).Select(mistake => (mistake.Field[of.Length..], mistake.Text));
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Find(inventory) is { } network ? [.. FixedAddressDoubts.Of(inventory, network, Asked).Select(doubt => new FieldNote("ip", doubt))] : [];

    internal static bool HasDhcp(Network network) => DefinitionsOf(network).Any(definition => definition.Ips.Any(ip => ip.HasDhcp));

    internal static NewDhcpHost Read(DhcpHostXml host) => new(host.MacAddress, host.ClientId, host.Name, host.Ip);
}
