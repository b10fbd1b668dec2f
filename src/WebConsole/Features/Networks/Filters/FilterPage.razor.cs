using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Filters;

/// <summary>The page of one packet filter.</summary>
public sealed partial class FilterPage
{
    private readonly LastKnown<(string, Guid), NetworkFilter> _known = new();
    private HostStatus? _host;
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private string?[] _short = [];
    private (string, string?)[] _facts = [];
    private FilterRules _rules = new("", null, []);
    private FilterUsers _users = new([], [], []);
    private IReadOnlyList<GuardedCard> _bindings = [];
    private IReadOnlyList<TableColumn<FilterPart>> _parts = [];
    private IReadOnlyList<TableColumn<GuardedCard>> _cards = [];

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

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
        _known.See((Host, Uuid), snapshot.Filters.GetValueOrDefault((Host, Uuid)));
        if (_known.Item is not { } filter)
            return;
        _rules = FilterRules.Of(filter);
        _users = FilterUsers.Of(filter, snapshot);
        _bindings = [.. GuardedCard.Of(filter, snapshot).OrderBy(card => card.Device, NaturalOrder.Instance)];
        _short = [Text["chain {0}", _rules.Chain], Format.Count(_rules.Own, Text["rule"], Text["rules"]), Text["used by {0}", Format.Count(_users.Machines.Count, Text["machine"], Text["machines"])]];
        _facts =
        [
            (Text["Chain"], _rules.Chain),
            (Text["Priority"], _rules.Priority?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (Text["UUID"], filter.Uuid.ToString("D")),
        ];
    }

    private NetworkFilter? Included(string name) => Inventory.Current.Filters.Values.FirstOrDefault(filter => filter.Host == Host && filter.Name == name);

    private static Dictionary<string, object> PartAttributes(FilterPart part) => new() { ["data-testid"] = part.Includes is null ? "rule" : "included" };

    private static Dictionary<string, object> CardAttributes(GuardedCard card) => new() { ["data-testid"] = "guarded", ["data-device"] = card.Device };
}
