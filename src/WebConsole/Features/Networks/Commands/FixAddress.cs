using System.Collections.Immutable;
using System.Net.Sockets;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
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
        Make = (network, host, asked) => new FixAddress { Network = network.Id, Target = network.Name, Uri = host.Uri, Asked = asked, WasActive = network.Active },
    };

    protected override ObjectAction Of => AsAction;
    protected override NetworkUpdateCommand Update => NetworkUpdateCommand.AddLast;
    protected override string VirshVerb => "add-last";

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        if (Defined(inventory) is not { } network)
            return base.Mistakes(inventory);
        if (NetworkSpaces.PlaceOf(network, Asked.Ip) is not { } place)
            return new Dictionary<string, string[]> { ["ip"] = [$"An address of the network, which has {string.Join(", ", NetworkWords.Addresses(network))}."] };
        var ip = network.Ips[place];
        NewDhcpHost[] hosts = [.. ip.DhcpHosts.Select(Known), Asked];
        var of = $"hosts[{hosts.Length - 1}].";
        var rules = new AddressRules(new NewAddress(ip.Address, NetworkWords.Prefix(ip), Hosts: hosts), ip.Family is "ipv6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        return rules.Mistakes().Where(mistake => mistake.Text is not null && mistake.Field.StartsWith(of, StringComparison.Ordinal)).ToDictionary(mistake => mistake.Field[of.Length..], mistake => new[] { mistake.Text! });
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Find(inventory) is { } network ? [.. FixedAddressDoubts.Of(inventory, network, Asked).Select(doubt => new FieldNote("ip", doubt))] : [];

    internal static bool HasDhcp(Network network) => NetworkXml.TryParse(network.InactiveXml ?? network.Xml, out var xml) && xml.Ips.Any(ip => ip.HasDhcp);

    internal static NewDhcpHost Known(DhcpHostXml host) => new(host.MacAddress, host.ClientId, host.Name, host.Ip);
}
