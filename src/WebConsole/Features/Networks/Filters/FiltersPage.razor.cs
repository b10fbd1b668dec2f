using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Filters.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Filters;

/// <summary>The packet filters of one host or of all.</summary>
public sealed partial class FiltersPage
{
    private static readonly Sort DefaultSort = new("name");

    private static readonly Column[] Columns =
    [
        new("name", "Name") { Class = "wc-col-short" },
        new("host", "Host") { Class = "wc-col-host wc-from-s" },
        new("from", "From") { Class = "wc-col-metric wc-from-s" },
        new("chain", "Chain") { Class = "wc-col-metric wc-from-m" },
        new("rules", "Rules") { Class = "wc-col-count wc-right" },
        new("includes", "Includes") { Class = "wc-col-includes wc-from-m" },
        new("machines", "Machines") { Class = "wc-col-count wc-right" },
        new("actions", "") { Class = "wc-col-actions wc-col-menu", Sortable = false },
    ];

    /// <summary>Only those that libvirt's package does not bring.</summary>
    private const string Own = "own";

    private IReadOnlyList<HostStatus> _hosts = [];
    private Column[] _columns = Columns;
    private List<Entry> _rows = [];
    private Sort _sort = DefaultSort;
    private RowMenu<NetworkFilter>? _menu;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    /// <summary>Words that shown filters have.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary><see cref="Own"/>, or all.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortQuery { get; set; }

    private IReadOnlyList<Entry> Shown
    {
        get
        {
            var words = (Query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 && Show is not Own ? _rows : [.. _rows.Where(row => (Show is not Own || !row.IsLibvirts) && words.All(row.Has))];
        }
    }

    private bool ShowHost => Host is null && _hosts.Count > 1;

    private (ObjectAction Action, HostStatus Host)? NewFilterOn => _hosts.Select(host => (Action: Available.For(host).Find(CreateFilter.AsAction.Word), Host: host))
        .FirstOrDefault(found => found.Action is not null) is ({ } action, { } on) ? (action, on) : null;

    protected override void OnInitialized() => Listen(Inventory, change => change.Touches(ObjectKind.Filter) || change.Touches(ObjectKind.Host) || change.TouchesDefinitions());

    protected override void OnParametersSet()
    {
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
        _rows = _sort.Apply([.. snapshot.Filters.Values.Where(filter => Host is null || filter.Host == Host).Select(filter => Entry.Of(filter, snapshot))], Key, entry => entry.Filter.Name);
    }

    private Func<Entry, object?> Key => _sort.Column switch
    {
        "host" => entry => entry.Filter.Host,
        "from" => entry => !entry.IsLibvirts,
        "chain" => entry => entry.Rules.Chain,
        "rules" => entry => entry.Rules.Own,
        "includes" => entry => entry.Rules.Included.Length,
        "machines" => entry => entry.Machines,
        _ => entry => entry.Filter.Name,
    };

    private void Go(string parameter, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, string.IsNullOrEmpty(value) ? null : value), replace: true);

    private void ShowAll() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = null, ["show"] = null }), replace: true);

    private void SortBy(Sort sort) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("sort", sort == DefaultSort ? null : sort.ToString()), replace: true);

    /// <param name="Filter">The filter.</param>
    /// <param name="Rules">What it says.</param>
    /// <param name="Machines">How many machines name it.</param>
    /// <param name="All">The same with those that have it by another filter.</param>
    /// <param name="Stale">Whether its host is away.</param>
    internal sealed record Entry(NetworkFilter Filter, FilterRules Rules, int Machines, int All, bool Stale)
    {
        /// <summary>Whether libvirt's package brings it.</summary>
        public bool IsLibvirts => LibvirtFilters.Has(Filter.Name);

        /// <summary>Whether it has a word that is looked for.</summary>
        public bool Has(string word) => Rules.Included.Append(Filter.Name).Append(Rules.Chain).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

        public static Entry Of(NetworkFilter filter, InventorySnapshot snapshot)
        {
            var users = FilterUsers.Of(filter, snapshot);
            return new Entry(filter, FilterRules.Of(filter), users.Machines.Count, users.Machines.Count + users.Through.Count, snapshot.Host(filter.Host)?.Connection.IsAway() ?? true);
        }
    }
}
