using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks;

/// <summary>The page of one virtual network: its summary, its machines, its definition.</summary>
public sealed partial class NetworkPage
{
    private readonly LastKnown<(string, Guid), Hypervisor.Inventory.Network> _known = new();
    private HostStatus? _host;
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private string?[] _short = [];
    private string? _meaning;
    private bool _isNat;
    private (string, string?)[] _facts = [];
    private IReadOnlyList<Machine> _users = [];
    private ImmutableArray<DhcpLease> _leases = [];

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    protected override void OnInitialized()
    {
        _tabs = [new("overview", Text["Overview"]), new("xml", Text["XML"]), new("history", Text["History"]), new("tasks", Text["Tasks"])];
        Listen(Inventory, change => change.Touches(ObjectId.Network(Host, Uuid)) || change.Touches(ObjectId.OfHost(Host)) || change.TouchesDefinitions()
            || (_known.Item is { } network && change.TouchesLeasesOf(Host, network.Name)));
    }

    protected override void OnParametersSet()
    {
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _host = snapshot.Host(Host);
        _known.See((Host, Uuid), snapshot.Networks.GetValueOrDefault((Host, Uuid)));
        if (_known.Item is not { } network)
            return;
        var xml = NetworkXml.TryParse(network.Xml, out var parsed) ? parsed : null;
        _short = [Text[NetworkWords.Kind(xml)], .. NetworkRanges.Addresses(xml), network.Bridge];
        _isNat = xml?.ForwardMode is "nat";
        _meaning = NetworkWords.Meaning(xml);
        _facts = Facts(network, xml);
        _leases = snapshot.Leases.GetValueOrDefault((Host, network.Name), []);
        _users = NetworkUsers.Of(snapshot, network);
    }

    private (string, string?)[] Facts(Hypervisor.Inventory.Network network, NetworkXml? xml) =>
    [
        (Text["Bridge"], network.Bridge),
        .. NetworkRanges.Addresses(xml).Select(address => ((string)Text["Address"], (string?)address)),
        .. xml?.Ips.SelectMany(ip => ip.DhcpRanges).Select(range => ((string)Text["DHCP"], (string?)Text["{0} to {1}", range.Start ?? "", range.End ?? ""])) ?? [],
        .. xml?.Ips.SelectMany(ip => ip.DhcpHosts).Select(host => ((string)Text["Fixed"], (string?)$"{host.Ip} · {host.Name ?? host.MacAddress ?? host.ClientId}")) ?? [],
        (Text["DNS domain"], xml?.DomainName),
        (Text["Leaves by"], NetworkWords.LeavesBy(xml)),
        (Text["MAC address"], xml?.MacAddress),
        (Text["MTU"], xml?.Mtu?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        (Text["Autostart"], network.Autostart ? Text["on"] : Text["off"]),
        (Text["Definition"], network.Persistent ? null : Text["transient: gone when it stops"].Value),
        (Text["UUID"], network.Uuid.ToString("D")),
    ];
}
