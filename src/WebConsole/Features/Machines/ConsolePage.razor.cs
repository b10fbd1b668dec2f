using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>Keeps the machine that it has shown: a vanished machine leaves its last picture on the page.</summary>
public sealed partial class ConsolePage
{
    private readonly LastKnown<MachineId, Machine> _known = new();
    private HostStatus? _host;

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    /// <summary>The key of one of its displays.</summary>
    [SupplyParameterFromQuery]
    public string? Display { get; set; }

    /// <summary>Why there was no file for virt-viewer, as <see cref="NoViewerFile"/> names it.</summary>
    [SupplyParameterFromQuery]
    public string? Viewer { get; set; }

    private Machine? Machine => _known.Item;

    private bool Active => Machine is { } machine && !_known.Gone && machine.IsActive;

    /// <summary>The actions that start or resume the machine, if the user may run them.</summary>
    private ObjectAction? Start => Machine is { } machine && !_known.Gone ? Available.For(machine).Find("start") : null;

    protected override void OnInitialized() => Listen(Inventory,
        change => change.Touches(new MachineId(Host, Uuid)) || change.Touches(ObjectId.OfHost(Host)));

    protected override void OnParametersSet() => Refresh();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && NoViewerFile.InWords(Viewer) is { } why)
            Snackbar.Add(Text[why], Severity.Error);
    }

    protected override bool Refresh()
    {
        var snapshot = Inventory.Current;
        var id = new MachineId(Host, Uuid);
        _host = snapshot.Host(Host);
        _known.See(id, snapshot.Machines.GetValueOrDefault(id));
        return true;
    }
}
