using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Host;

/// <summary>The page of one host: its check, its capabilities, its devices.</summary>
public sealed partial class HostPage
{
    private ImmutableArray<HostStatus> _hosts = [];
    private HostStatus? _host;
    private InventorySnapshot _snapshot = InventorySnapshot.Empty;
    private IReadOnlyList<Machine> _ordered = [];
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";

    /// <summary>The host; the first configured one if it is not given.</summary>
    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>The kind of devices that is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>The filter of devices.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    protected override void OnInitialized()
    {
        _tabs =
        [
            new("overview", Text["Overview"]),
            new("devices", Text["Devices"]),
            new("capabilities", Text["Capabilities"]),
        ];
        Listen(Inventory, change => change.Touches(ObjectKind.Host) || (_tab == "overview" && change.Touches(ObjectKind.Machine))
            || (_tab == "devices" && (change.Touches(ObjectKind.Device) || change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Network) || change.TouchesDefinitions())));
    }

    protected override void OnParametersSet()
    {
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
    }

    protected override bool Refresh()
    {
        var (hosts, ordered) = (_hosts, _ordered);
        Read();
        // Of machines only the order counts.
        return _tab == "devices" || !hosts.SequenceEqual(_hosts) || !ordered.Select(OrderOf).SequenceEqual(_ordered.Select(OrderOf));
    }

    private static (MachineId, string, StartOrder?) OrderOf(Machine machine) => (machine.Id, machine.Name, machine.StartOrder);

    private void Read()
    {
        var snapshot = _snapshot = Inventory.Current;
        _hosts = snapshot.Hosts;
        _host = Host is null ? _hosts.FirstOrDefault() : snapshot.Host(Host);
        _ordered = _tab != "overview" || _host is not { Facts.IsLocal: true } ? []
            : [.. snapshot.Machines.Values.Where(machine => machine.Id.Host == _host.Name && machine.StartOrder is not null).OrderBy(machine => machine.StartOrder!.Number).ThenBy(machine => machine.Name, NaturalOrder.Instance)];
    }

    private string?[] ShortFactsOf(HostStatus host) =>
    [
        host.Facts?.CpuModel,
        host.Facts?.Cpus is > 0 and var cpus ? Format.Count(cpus, Text["thread"], Text["threads"]) : null,
        host.Facts?.MemoryBytes is > 0 and var memory ? Format.Bytes(memory) : null,
        host.Facts is null ? null : host.Facts.IsLocal ? Text["local"].Value : Text["remote"].Value,
    ];

    private (string, string?)[] FactsOf(HostStatus host) =>
    [
        (Text["Name"], host.Facts?.HostName),
        (Text["Connection"], host.Uri),
        (Text["Driver"], host.Facts?.Driver),
        // The host check shows them too.
        (Text["libvirt"], HostChecks.CanLookAt(host) ? null : host.Facts?.LibvirtVersion.ToString()),
        (host.Facts?.Driver ?? Text["Hypervisor"], HostChecks.CanLookAt(host) ? null : host.Facts?.HypervisorVersion?.ToString()),
        (Text["Processor"], host.Facts?.CpuModel),
        (Text["CPUs"], host.Facts?.Cpus is > 0 and var cpus ? Format.Count(cpus, Text["thread"], Text["threads"]) : null),
        (Text["Memory"], host.Facts?.MemoryBytes is > 0 and var memory ? Format.Bytes(memory) : null),
        (Text["Local"], host.Facts is null ? null : (host.Facts.IsLocal ? Text["yes"] : Text["no: no pictures of consoles"]).Value),
    ];
}
