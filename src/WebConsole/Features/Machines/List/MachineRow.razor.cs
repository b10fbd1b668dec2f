using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.List;

/// <summary>A row of the table of machines; drawn again only when something in it is different.</summary>
public sealed partial class MachineRow
{
    private (Machine?, int, bool, bool, bool, string) _drawn;
    private MachineState? _state;
    private string? _flash;

    [Parameter, EditorRequired]
    public required Machine Machine { get; set; }

    [Parameter, EditorRequired]
    public int Index { get; set; }

    [Parameter]
    public bool ShowHost { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>Given where rows can be selected; the value says whether Shift was held.</summary>
    [Parameter]
    public EventCallback<bool> OnToggle { get; set; }

    /// <summary>The row's buttons.</summary>
    [Parameter]
    public RenderFragment<Machine>? ChildContent { get; set; }

    private string Address => Machine.Addresses is [var first, ..] ? first : Format.Unknown;

    private string UptimeText => Machine.StartedAt is { } since ? Format.Duration(Clock.GetUtcNow() - since) : "";

    // Two names for one animation, so that it begins anew.
    protected override void OnParametersSet()
    {
        if (_state is { } before && before != Machine.State)
            _flash = _flash == "a" ? "b" : "a";
        _state = Machine.State;
    }

    protected override bool ShouldRender()
    {
        var now = (Machine, Index, Selected, ShowHost, OnToggle.HasDelegate, UptimeText);
        if (now == _drawn)
            return false;
        _drawn = now;
        return true;
    }
}
