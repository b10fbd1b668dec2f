using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>Keeps the machine that it once showed: one that vanishes leaves its last picture on the page.</summary>
public sealed partial class ConsolePage
{
    private Machine? _machine;

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    protected override void OnInitialized() => Listen(handler => Inventory.Changed += handler, handler => Inventory.Changed -= handler);

    protected override void OnParametersSet()
    {
        _machine = null;
        Refresh();
    }

    protected override bool Refresh()
    {
        var known = Inventory.Current.Machines.GetValueOrDefault(new MachineId(Host, Uuid));
        if (known is null || ReferenceEquals(known, _machine))
            return false;
        _machine = known;
        return true;
    }
}
