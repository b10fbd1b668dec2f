using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.List;

/// <summary>A row of the table of machines; rendered again only if something in it has changed.</summary>
public sealed partial class MachineRow
{
    // The number of buttons in a row; other actions are in the menu.
    private const int ShownButtons = 2;

    private (Machine?, int, int, bool, bool, bool, OfferedActions, string) _drawn;
    private bool _changed;
    private MachineState? _state;
    private string? _flash;

    [Parameter, EditorRequired]
    public required Machine Machine { get; set; }

    [Parameter, EditorRequired]
    public int Index { get; set; }

    /// <summary>How many changes wait for its next start.</summary>
    [Parameter, EditorRequired]
    public int Waiting { get; set; }

    [Parameter]
    public bool ShowHost { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>Set if rows can be selected; the argument says whether Shift was held.</summary>
    [Parameter]
    public EventCallback<bool> OnToggle { get; set; }

    [Parameter, EditorRequired]
    public required OfferedActions Actions { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ObjectAction> OnAction { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnMenu { get; set; }

    // A button that makes no sense now leaves an empty place (css/pages.css reserves it), so that rows have few frames
    // and buttons do not move.
    private IEnumerable<ObjectAction> Buttons =>
        Actions.Places(Machine).Where(place => place.Offered).Take(ShownButtons).Select(place => place.Action);

    private string Address => Machine.Addresses switch
    {
        [] => Format.Unknown,
        [var only] => only,
        [var first, .. var others] => $"{first} +{others.Length}",
    };

    private string AllAddresses => string.Join('\n', Machine.Addresses.Concat(Machine.EarlierAddresses.Select(address => Text["{0} (earlier lease)", address].Value)));

    private string UptimeText => Machine.StartedAt is { } since ? Format.Duration(Clock.GetUtcNow() - since) : "";

    protected override void OnParametersSet()
    {
        // Two names for one animation, so that it restarts.
        if (_state is { } before && before != Machine.State)
            _flash = _flash == "a" ? "b" : "a";
        _state = Machine.State;
        var now = (Machine, Waiting, Index, Selected, ShowHost, OnToggle.HasDelegate, Actions, UptimeText);
        _changed = now != _drawn;
        _drawn = now;
    }

    protected override bool ShouldRender() => _changed;

    protected override void OnAfterRender(bool firstRender) => _changed = false;
}
