using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Keeps an address of a network no more.</summary>
public sealed record FreeAddress : KeptAddressCommand
{
    public const string Word = "free-address";

    public static ObjectAction<Network> AsAction { get; } = new FormAction<Network, NewDhcpHost>(Word)
    {
        Verb = "free an address of",
        Doing = "changed",
        Label = "Free an address",
        Effect = "Keeps an address for a machine no more.",
        Icon = Icons.Material.Outlined.LinkOff,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "dhcp-hosts",
        Applies = network => network.Persistent && Kept(network).Any(),
        Never = network => network.Persistent ? null : Transient,
        Drawn = typeof(FreeAddressForm),
        Make = (network, host, asked) => new FreeAddress
        {
            Network = network.Id,
            Target = network.Name,
            Uri = host.Uri,
            // libvirt compares all that it is given.
            Asked = Kept(network).FirstOrDefault(kept => kept.Ip == asked.Ip) ?? asked,
            Known = network,
            WasActive = network.Active,
        },
    };

    protected override ObjectAction Of => AsAction;
    protected override NetworkUpdateCommand Update => NetworkUpdateCommand.Delete;
    protected override string VirshVerb => "delete";

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Find(inventory) is { } network && Kept(network).All(kept => kept.Ip != Asked.Ip) ? new Dictionary<string, string[]> { ["ip"] = ["The network keeps no such address."] } : base.Mistakes(inventory);

    /// <summary>The addresses that it keeps, now or from its next start on.</summary>
    internal static IEnumerable<NewDhcpHost> Kept(Network network) => DefinitionsOf(network).SelectMany(definition => definition.Ips).SelectMany(ip => ip.DhcpHosts).Select(FixAddress.Read).DistinctBy(kept => kept.Ip);

    private protected override KeptAddress? In(NetworkXml definition) => definition.Ips.Index()
        .SelectMany(ip => ip.Item.DhcpHosts.Select(host => new KeptAddress(ip.Index, FixAddress.Read(host)))).FirstOrDefault(kept => kept.Host.Ip == Asked.Ip);

    public override Operation? Undo(InventorySnapshot inventory) => new FixAddress { Network = Network, Target = Target, Uri = Uri, Asked = Asked, WasActive = WasActive };
}
