using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Features.Storage.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;

namespace WebConsole.Features.Storage;

/// <summary>The page of the storage pools of one host or of all.</summary>
public sealed partial class StoragePage
{
    private static readonly Sort DefaultSort = new("name");

    private static readonly Column[] Columns =
    [
        new("name", "Name") { Class = "wc-col-name" },
        new("host", "Host") { Class = "wc-col-host wc-from-s" },
        new("state", "State") { Class = "wc-col-state wc-col-pool-state" },
        new("kind", "Kind") { Class = "wc-col-metric wc-from-m" },
        new("space", "Space") { Class = "wc-col-space" },
        new("place", "Place") { Class = "wc-from-l" },
        new("machines", "Machines") { Class = "wc-col-count wc-right wc-from-m" },
        new("autostart", "Autostart") { Class = "wc-col-autostart wc-from-l" },
        new("actions", "") { Class = "wc-col-actions wc-col-menu", Sortable = false },
    ];

    private IReadOnlyList<HostStatus> _hosts = [];
    private Column[] _columns = Columns;
    private List<Entry> _rows = [];
    private StorageSpace _space = new(0, 0, 0, null, null);
    private Sort _sort = DefaultSort;
    private RowMenu<StoragePool>? _menu;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortQuery { get; set; }

    /// <summary>The default host of a new pool; <c>null</c> if the user may create none.</summary>
    private string? NewPoolHost => _hosts.FirstOrDefault(host => Available.For(host).Find(CreatePool.Word) is not null)?.Name;

    private bool ShowHost => Host is null && _hosts.Count > 1;

    protected override void OnInitialized()
    {
        Listen(Inventory, change => change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Volume) || change.Touches(ObjectKind.Host) || change.TouchesDefinitions());
        // Most changes of tasks change nothing here.
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler, HasOtherFailedStarts);
    }

    protected override void OnParametersSet()
    {
        _sort = Sort.Parse(SortQuery, Columns, DefaultSort);
        Read();
    }

    protected override bool Refresh()
    {
        var (rows, hosts) = (_rows, _hosts);
        Read();
        // Most changes of volumes change nothing here.
        return !rows.SequenceEqual(_rows) || !hosts.SequenceEqual(_hosts);
    }

    private bool HasOtherFailedStarts()
    {
        var tasks = Tasks.Recent;
        return _rows.Any(row => FailedStarts.Of(row.Pool, tasks) is not null != row.FailedToStart);
    }

    private void Read()
    {
        var (snapshot, tasks) = (Inventory.Current, Tasks.Recent);
        _hosts = [.. snapshot.Hosts.Where(host => Host is null || host.Name == Host)];
        _columns = [.. Columns.Where(column => column.Id != "host" || ShowHost)];
        _rows = Order(snapshot.StoragePools.Values.Where(pool => Host is null || pool.Host == Host).Select(pool => Entry.Of(pool, snapshot, tasks)));
        _space = StorageSpace.Of(snapshot, _rows.Select(row => row.Pool));
    }

    private List<Entry> Order(IEnumerable<Entry> rows)
    {
        Func<Entry, object?> key = _sort.Column switch
        {
            "host" => entry => entry.Pool.Host,
            "state" => entry => PoolStates.Of(entry.Pool, entry.FailedToStart).Word,
            "kind" => entry => entry.Kind,
            "space" => entry => entry.Pool.CapacityBytes > 0 ? (double)entry.Pool.AllocationBytes / entry.Pool.CapacityBytes : null,
            "place" => entry => entry.Place,
            "machines" => entry => entry.Machines,
            "autostart" => entry => !entry.Pool.Autostart,
            _ => entry => entry.Pool.Name,
        };
        return _sort.Apply(rows, key, entry => entry.Pool.Name);
    }

    private void SortBy(Sort sort) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("sort", sort == DefaultSort ? null : sort.ToString()), replace: true);

    internal sealed record Entry(StoragePool Pool, string Kind, string? Place, int Machines, StorageSpace Space, bool FailedToStart, bool Stale)
    {
        public static Entry Of(StoragePool pool, InventorySnapshot snapshot, IReadOnlyList<TaskRecord> tasks)
        {
            var xml = StoragePoolXml.TryParse(pool.Xml, out var parsed) ? parsed : null;
            return new Entry(pool, PoolWords.Kind(xml), xml?.TargetPath ?? PoolWords.Source(xml),
                snapshot.Machines.Values.Count(machine => machine.Id.Host == pool.Host && MachineLinks.Of(machine).Uses(pool, xml?.TargetPath)),
                StorageSpace.Of(snapshot, [pool]), FailedStarts.Of(pool, tasks) is not null, snapshot.Host(pool.Host)?.Connection.IsAway() ?? true);
        }
    }
}
