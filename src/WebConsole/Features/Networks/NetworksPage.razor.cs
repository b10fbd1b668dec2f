using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks;

/// <summary>The virtual networks of one host or of all.</summary>
public sealed partial class NetworksPage
{
    private static readonly Sort DefaultSort = new("name");

    private static readonly Column[] Columns =
    [
        new("name", "Name") { Class = "wc-col-short" },
        new("host", "Host") { Class = "wc-col-host wc-from-s" },
        new("state", "State") { Class = "wc-col-state" },
        new("kind", "Kind") { Class = "wc-col-address" },
        new("address", "Address") { Class = "wc-col-place wc-from-s" },
        new("bridge", "Bridge") { Class = "wc-col-metric wc-from-m" },
        new("machines", "Machines") { Class = "wc-col-count wc-right wc-from-m" },
        new("autostart", "Autostart") { Class = "wc-col-autostart wc-from-l" },
        new("actions", "") { Class = "wc-col-actions wc-col-menu", Sortable = false },
    ];

    /// <summary>The tab with the hosts' own interfaces.</summary>
    private const string InterfacesTab = "interfaces";

    /// <summary>The tab that shows what hangs on what.</summary>
    private const string DrawingTab = "drawing";

    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private IReadOnlyList<HostStatus> _hosts = [];
    private Column[] _columns = Columns;
    private List<Entry> _rows = [];
    private Sort _sort = DefaultSort;
    private RowMenu<Network>? _menu;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortQuery { get; set; }

    /// <summary>The default host of a new network; <c>null</c> if the user may make none.</summary>
    private string? NewNetworkHost => _hosts.FirstOrDefault(host => Available.For(host).Find(CreateNetwork.Word) is not null)?.Name;

    private bool ShowHost => Host is null && _hosts.Count > 1;

    protected override void OnInitialized()
    {
        _tabs = [new("networks", Text["Virtual networks"]), new(InterfacesTab, Text["Host interfaces"]), new(DrawingTab, Text["Drawing"])];
        Listen(Inventory, change => change.Touches(ObjectKind.Network) || change.Touches(ObjectKind.Host) || change.TouchesDefinitions());
    }

    protected override void OnParametersSet()
    {
        _tab = Tabs.Choose(_tabs, Tab);
        _sort = Sort.Parse(SortQuery, Columns, DefaultSort);
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
        _hosts = [.. snapshot.Hosts.Where(host => Host is null || host.Name == Host)];
        _columns = [.. Columns.Where(column => column.Id != "host" || ShowHost)];
        _rows = Order([.. snapshot.Networks.Values.Where(network => Host is null || network.Host == Host).Select(network => Entry.Of(network, snapshot) with { Waiting = ChangeInWords.Of(PendingNetwork.Of(network, Available.May(Right.Operate, network.Id))).Count })]);
    }

    private List<Entry> Order(List<Entry> rows)
    {
        Func<Entry, object?> key = _sort.Column switch
        {
            "host" => entry => entry.Network.Host,
            "state" => entry => !entry.Network.Active,
            "kind" => entry => entry.Kind,
            "address" => entry => entry.Addresses.FirstOrDefault(),
            "bridge" => entry => entry.Network.Bridge,
            "machines" => entry => entry.Machines,
            "autostart" => entry => !entry.Network.Autostart,
            _ => entry => entry.Network.Name,
        };
        return _sort.Apply(rows, key, entry => entry.Network.Name);
    }

    private void SortBy(Sort sort) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("sort", sort == DefaultSort ? null : sort.ToString()), replace: true);

    internal sealed record Entry(Network Network, string Kind, string[] Addresses, int Machines, bool Stale)
    {
        /// <summary>How many changes wait for its restart.</summary>
        public int Waiting { get; init; }

        public static Entry Of(Network network, InventorySnapshot snapshot)
        {
            var xml = NetworkXml.TryParse(network.Xml, out var parsed) ? parsed : null;
            return new Entry(network, NetworkWords.Kind(xml), [.. NetworkRanges.Addresses(xml)],
                snapshot.Machines.Values.Count(machine => machine.Id.Host == network.Host && MachineLinks.Of(machine).Networks.Contains(network.Name)),
                snapshot.Host(network.Host)?.Connection.IsAway() ?? true);
        }
    }
}
