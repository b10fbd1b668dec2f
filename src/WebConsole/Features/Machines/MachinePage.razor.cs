using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines;

/// <summary>
/// The page of one machine. It never updates itself after a click: changes by clicks and by <c>virsh</c> both arrive
/// through the inventory.
/// </summary>
public sealed partial class MachinePage
{
    // Relative times need no faster updates.
    private static readonly TimeSpan Ageing = TimeSpan.FromSeconds(30);

    private readonly LastKnown<MachineId, Machine> _known = new();
    private (InventorySnapshot?, object?, long) _read;
    private volatile InventorySnapshot? _concerned;
    private HostStatus? _host;
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private string?[] _facts = [];

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>The key of one of its displays.</summary>
    [SupplyParameterFromQuery]
    public string? Display { get; set; }

    /// <summary>The key of one of its text lines.</summary>
    [SupplyParameterFromQuery]
    public string? Line { get; set; }

    /// <summary>The device whose XML is shown alone: <c>disk:vda</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Device { get; set; }

    private Machine? Machine => _known.Item;

    private bool Active => Machine is { } machine && !_known.Gone && machine.IsActive;

    /// <summary>The actions that start or resume the machine, if the user may run them.</summary>
    private ObjectAction? Start => Machine is { } machine && !_known.Gone ? Available.For(machine).Find("start") : null;

    private bool IsRunning => Machine is { IsActive: true, State: MachineState.Running };

    /// <summary>Whether resuming does not help until there is free space.</summary>
    private bool IsFull => Machine is { } machine && machine.DiskErrors.Any(error => error.NoSpace);

    protected override void OnInitialized()
    {
        _tabs = TabsOf(0);
        Listen(Inventory, Concerns);
        // For values without inventory changes: disk sizes, which come with the metrics, and the uptime.
        Tick(TimeSpan.FromSeconds(3));
    }

    protected override void OnParametersSet()
    {
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
    }

    protected override bool Refresh()
    {
        var before = _read;
        Read();
        return _read != before;
    }

    private bool Concerns(InventoryChange change)
    {
        var concerns = change.Touches(new MachineId(Host, Uuid)) || change.Touches(ObjectId.OfHost(Host))
            || (Machine is { } machine && change.TouchesLinksOf(machine));
        if (concerns)
            _concerned = change.After;
        return concerns;
    }

    private void Read()
    {
        // The newest that concerned this page, and before the inventory itself is read: what happens between is a signal.
        var concerned = _concerned;
        var snapshot = Inventory.Current;
        var id = new MachineId(Host, Uuid);
        _read = (concerned, Metrics.DiskSizesOf(id), Clock.GetUtcNow().Ticks / Ageing.Ticks);
        _host = snapshot.Host(Host);
        var before = Machine;
        _known.See(id, snapshot.Machines.GetValueOrDefault(id));
        if (Machine is { } machine && machine != before)
            (_facts, _tabs) = (Facts(machine), TabsOf(PendingWords.Of(machine, Available.May(Right.Operate, machine.Id)).Count));
    }

    private Tabs.Tab[] TabsOf(int waiting) =>
    [
        new("overview", Text["Overview"]),
        new("console", Text["Console"]),
        new("hardware", Text["Hardware"], waiting),
        new("guest", Text["Guest"]),
        new("drawing", Text["Drawing"]),
        new("xml", Text["XML"]),
        new("serial", Text["Serial"]),
        new("history", Text["History"]),
        new("tasks", Text["Tasks"]),
    ];

    private string?[] Facts(Machine machine) =>
    [
        machine.Addresses.FirstOrDefault(),
        Format.Count(machine.VirtualCpus, Text["vCPU"], Text["vCPUs"]),
        Format.Bytes(machine.MemoryBytes),
        SystemWords.InShort(DomainXml.TryParse(machine.Xml, out var domain) ? domain : null),
    ];
}
