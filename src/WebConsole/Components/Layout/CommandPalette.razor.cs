using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using WebConsole.Components.Layout.Palette;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Actions;

namespace WebConsole.Components.Layout;

/// <summary>The command palette. While it is closed it holds no data and no subscriptions.</summary>
public sealed partial class CommandPalette : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(60);

    private ElementReference _dialog;
    private Throttle? _throttle;
    private PaletteFound _found = PaletteFound.Nothing;
    private string _typed = "";
    private int _active;
    private bool _open;
    private bool _isOld;

    [Inject]
    private PaletteCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private ActionRunner Runner { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    public void Dispose() => _throttle?.Dispose();

    private void Open()
    {
        if (_open)
            return;
        _open = true;
        _throttle = new Throttle(Clock, Pace, Enter);
        Find();
    }

    private void Closed()
    {
        _throttle?.Dispose();
        (_open, _isOld, _typed, _active, _found, _throttle) = (false, false, "", 0, PaletteFound.Nothing, null);
    }

    private void Type(ChangeEventArgs change)
    {
        if (!_open)
            return;
        (_typed, _isOld) = (change.Value as string ?? "", true);
        _throttle!.Signal();
    }

    private void Enter() => _ = InvokeAsync(() =>
    {
        _throttle?.Begin();
        if (!_open || !_isOld)
            return;
        Find();
        StateHasChanged();
    });

    private void Find()
    {
        _found = Catalogue.Find(new PaletteMatch(_typed));
        (_active, _isOld) = (0, false);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (!_open || key.IsComposing)
            return;
        // A key applies to the text typed before it, even if its results are not shown yet.
        if (_isOld)
            Find();
        var count = _found.Shown.Length;
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" or "Home" or "End" when count > 0:
                _active = key.Key switch { "ArrowDown" => _active + 1, "ArrowUp" => _active - 1 + count, "Home" => 0, _ => count - 1 } % count;
                await Script.CallAsync("palette", "reveal", PaletteList.IdOf(_active));
                break;
            case "Enter" when _active < count && !key.Repeat:
                await ChooseAsync(_found.Shown[_active]);
                break;
        }
    }

    private async Task ChooseAsync(PaletteEntry entry)
    {
        // Close first, so that the focus returns to its old place before the action moves it.
        await Script.CallAsync("palette", "close", _dialog);
        Closed();
        if (entry is { Action: { } action, Subject: { } subject })
            await Runner.RunAsync(action, subject);
        else if (entry.Url is { } url)
            Navigation.NavigateTo(url);
        else
            await Script.CallAsync("palette", "press", entry.Presses);
    }
}
