using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Host;

public sealed partial class HostDevices
{
    /// <summary>Filters that are no kind: what can be split or is split off, and what is in use.</summary>
    private const string Split = "SR-IOV", Used = "used";

    private InventorySnapshot? _read;
    private ImmutableArray<HostDuty> _duties = [];
    private List<Row> _all = [];
    private List<Row> _rows = [];
    private List<(string Kind, int Count)> _kinds = [];

    [Inject]
    private HostDuties Duties { get; set; } = null!;

    [Parameter, EditorRequired]
    public required HostStatus Host { get; set; }

    /// <summary>What there is, as far as the user may see it.</summary>
    [Parameter, EditorRequired]
    public required InventorySnapshot Snapshot { get; set; }

    /// <summary>The kind that is shown; all without it.</summary>
    [Parameter, EditorRequired]
    public required string? Kind { get; set; }

    /// <summary>Words that shown devices have.</summary>
    [Parameter, EditorRequired]
    public required string? Query { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        Read();
        // Files of the kernel can block their reader.
        var (host, duties) = (Host, Duties);
        var read = await Task.Run(() => duties.Of(host));
        if (host != Host || read.SequenceEqual(_duties))
            return;
        (_duties, _read) = (read, null);
        Read();
    }

    private void Read()
    {
        if (!ReferenceEquals(_read, Snapshot))
        {
            _read = Snapshot;
            var map = new HostDeviceMap(Snapshot, Host.Name, _duties);
            _all = [.. map.All.Select(device => new Row(device, map.UsersOf(device), Group(map, device))).OrderBy(row => row.Device.Kind, StringComparer.Ordinal).ThenBy(row => row.Device.Words, NaturalOrder.Instance).ThenBy(row => row.Device.Name, NaturalOrder.Instance)];
            _kinds = [.. _all.SelectMany(KindsOf).CountBy(kind => kind).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key is Split or Used).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        }
        var words = (Query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _rows = [.. _all.Where(row => (Kind is null || KindsOf(row).Contains(Kind)) && words.All(row.Has))];
    }

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value), replace: true);

    private void ShowAll() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = null, ["kind"] = null }), replace: true);

    private static IEnumerable<string> KindsOf(Row row) =>
    [
        row.Device.Kind,
        .. row.Device.VirtualFunctions is not null || row.Device.Xml?.PhysicalFunction is not null ? [Split] : Array.Empty<string>(),
        .. row.Users.Count > 0 ? [Used] : Array.Empty<string>(),
    ];

    private static string? Group(HostDeviceMap map, HostDevice device) => map.GroupOf(device) is { Count: > 0 } others ? string.Join('\n', others.Select(other => $"{other.At} {other.Words}")) : null;

    private sealed record Row(HostDevice Device, IReadOnlyList<DeviceUse> Users, string? Group)
    {
        /// <summary>Of a network card, whether its cable is plugged in; of a mediated device, whether it is there. A localizer's key.</summary>
        public string? State => !Device.Device.Active ? "defined only" : Device.Xml is { CapabilityType: "net", LinkState: "up" or "down" } card ? card.LinkState == "up" ? "link up" : "link down" : null;

        public bool Has(string word) => new[] { Device.Words, Device.Name, Device.At, Device.Xml?.Driver, Device.Xml?.VendorName, Device.Xml?.Serial, Device.Xml?.MacAddress }
            .Concat(Users.Select(use => use.Name)).Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true);
    }
}
