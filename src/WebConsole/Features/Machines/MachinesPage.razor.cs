using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Forms;
using WebConsole.Features.Machines.List;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>
/// The table of machines. Its filter, sort order and host are in the URL, so that a link shows a colleague the same.
/// </summary>
public sealed partial class MachinesPage
{
    private static readonly TimeSpan OrderPace = TimeSpan.FromSeconds(5);

    private readonly HashSet<MachineId> _selected = [];
    private DataTable<Machine>? _table;
    private MachineMenu? _menu;
    private IReadOnlyList<HostStatus> _hosts = [];
    private List<Machine> _all = [];
    private List<Machine> _rows = [];
    private IReadOnlyDictionary<MachineState, int> _counts = new SortedDictionary<MachineState, int>();
    private Column[] _columns = MachineOrder.Columns;
    private MachineFilter _filter = new("");
    private Sort _sort = MachineOrder.Default;
    private MachineId? _anchor;
    private bool _selecting;
    private (string? Host, string? Query, string? Sort)? _asked;
    private long _opened;
    private long _beat;

    /// <summary>Only this host's machines.</summary>
    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortQuery { get; set; }

    /// <summary>The host for which the page of a new machine opens: the one that is shown, else the first that makes any.</summary>
    private string? NewMachineHost => _hosts.FirstOrDefault(host => (Host is null || host.Name == Host) && (Available.For(host).Find("new-machine") ?? Available.For(host).Find("new-container")) is not null)?.Name;

    private bool CanOperate => _all.Exists(machine => Available.May(Right.Operate, machine.Id));

    private bool ShowHost => Host is null && _hosts.Count > 1;

    // In the order of the table; those that a filter hides come last.
    private IReadOnlyList<Machine> Selected => [.. _rows.Concat(_all).Where(machine => _selected.Contains(machine.Id)).DistinctBy(machine => machine.Id)];

    private bool AllSelected => _rows.Count > 0 && _rows.All(machine => _selected.Contains(machine.Id));

    private string Shown => _filter.IsCut ? Text["Only the first {0} letters and {1} words count.", FilterField.Longest, MachineFilter.MostWords]
        : _filter.UnknownKey is { } key ? Text["There is no filter {0}:, only state:, reason:, tag:, os:, host:, autostart:, pending: and words.", key]
        : _rows.Count == _all.Count ? "" : Text["{0} of {1}", _rows.Count, _all.Count];

    private BulkItem[] ForSelected =>
    [
        .. Selected.Any(machine => Available.May(Right.Configure, machine.Id)) ? [new BulkItem("tag-machines", Icons.Material.Outlined.Sell, Text["Tags"], Text["Adds tags, or takes some away."], TagAsync)] : Array.Empty<BulkItem>(),
        .. WithSpice is { Count: > 0 } with ? [new BulkItem("replace-spice-of-machines", Icons.Material.Outlined.SwapHoriz, Text["SPICE to VNC"], Text["Gives them displays that open in the browser, from their next start on."], ReplaceSpiceAsync) { Count = with.Count }] : Array.Empty<BulkItem>(),
        .. ToDelete is { Count: > 0 } going ? [new BulkItem("delete-machines", Icons.Material.Outlined.Delete, Text["Delete"], Text["Deletes them, and those of their disks that are chosen."], DeleteAsync) { Count = going.Count, Dangerous = true }] : Array.Empty<BulkItem>(),
    ];

    private Task<bool> TagAsync() => Dialogs.OpenAsync(new DialogParameters<TagMachinesForm> { { form => form.Machines, [.. Selected.Where(machine => Available.May(Right.Configure, machine.Id))] } });

    /// <summary>Those that the form then says to stay are among them, such as protected ones.</summary>
    private IReadOnlyList<Machine> ToDelete => [.. Selected.Where(machine => Available.May(Right.Configure, machine.Id))];

    private Task<bool> DeleteAsync() => Dialogs.OpenAsync(new DialogParameters<DeleteMachinesForm> { { form => form.Machines, ToDelete } });

    private IReadOnlyList<Machine> WithSpice => [.. Selected.Where(machine => Available.For(machine).Find("replace-spice") is not null)];

    private Task<bool> ReplaceSpiceAsync() => Dialogs.OpenAsync(new DialogParameters<ReplaceSpiceOfMachinesForm> { { form => form.Machines, WithSpice } });

    protected override void OnInitialized()
    {
        Listen(Inventory, change => change.Touches(ObjectKind.Machine) || change.Touches(ObjectKind.Host));
        _opened = Clock.GetTimestamp();
        // For values that change with time: the uptime, and the order by a live metric.
        Tick(OrderPace);
    }

    protected override void OnParametersSet()
    {
        _filter = new MachineFilter(Query ?? "");
        _sort = Sort.Parse(SortQuery, MachineOrder.Columns, MachineOrder.Default);
        // The layout may render without a change of the parameters.
        var asked = (Host, Query, SortQuery);
        Read(keepOrder: asked == _asked && KeepsOrder());
        _asked = asked;
    }

    protected override bool Refresh()
    {
        Read(KeepsOrder());
        return true;
    }

    // Rows must not move while the user is about to click one, nor at each change of a live metric.
    private bool KeepsOrder()
    {
        if (_table?.PointerInside == true)
            return true;
        if (!MachineOrder.IsLive(_sort))
            return false;
        var beat = (long)(Clock.GetElapsedTime(_opened) / OrderPace);
        if (beat == _beat)
            return true;
        _beat = beat;
        return false;
    }

    private void Read(bool keepOrder)
    {
        var snapshot = Inventory.Current;
        _hosts = [.. snapshot.Hosts.Where(host => Host is null || host.Name == Host)];
        _all = [.. snapshot.Machines.Values.Where(machine => Host is null || machine.Id.Host == Host)];
        _counts = new SortedDictionary<MachineState, int>(_all.CountBy(machine => machine.State).ToDictionary());
        _columns = [.. MachineOrder.Columns.Where(column => column.Id != "host" || ShowHost)];
        _selected.IntersectWith(_all.Select(machine => machine.Id));
        var sorted = MachineOrder.Apply(_all.Where(machine => _filter.Matches(machine, WaitingFor)), _sort, Metrics.Latest);
        _rows = keepOrder ? MachineOrder.Keep(_rows, sorted) : sorted;
    }

    private void Type(string text) => Go(new MachineFilter(text), _sort);

    private void ToggleState(MachineState state) => Go(_filter.Toggle(state), _sort);

    private void ClearFilter() => Go(new MachineFilter(""), _sort);

    private void SortBy(Sort sort) => Go(_filter, sort);

    // Replaces the history entry, so that "back" leaves the table and does not undo single letters.
    private void Go(MachineFilter filter, Sort sort) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["q"] = filter.Text.Length > 0 ? filter.Text : null,
            ["sort"] = sort == MachineOrder.Default ? null : sort.ToString(),
        }),
        replace: true);

    private void Select(MachineId id, bool range)
    {
        var select = !_selected.Contains(id);
        foreach (var machine in range ? Between(_anchor, id) : [id])
        {
            if (select)
                _selected.Add(machine);
            else
                _selected.Remove(machine);
        }
        _anchor = id;
    }

    private IEnumerable<MachineId> Between(MachineId? from, MachineId to)
    {
        var (start, end) = (_rows.FindIndex(machine => machine.Id == from), _rows.FindIndex(machine => machine.Id == to));
        return start < 0 || end < 0 ? [to] : _rows[Math.Min(start, end)..(Math.Max(start, end) + 1)].Select(machine => machine.Id);
    }

    private void SelectAll(bool select)
    {
        _selected.Clear();
        if (select)
            _selected.UnionWith(_rows.Select(machine => machine.Id));
    }

    private void ClearSelection()
    {
        _selected.Clear();
        _selecting = false;
    }

    /// <summary>How many changes wait for its next start, of those that the user may see.</summary>
    private int WaitingFor(Machine machine) => PendingWords.Of(machine, Available.May(Right.Operate, machine.Id)).Count;
}
