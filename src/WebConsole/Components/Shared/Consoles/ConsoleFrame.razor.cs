using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Consoles;

/// <summary>Brings a console's script to life, tells it how the machine stands, and lays it to rest.</summary>
public sealed partial class ConsoleFrame
{
    private const int ImportAttempts = 4;

    private readonly string _wayOut = $"console-way-out-{Guid.NewGuid():N}";
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _console;
    private bool _told;
    private string? _lost;
    private bool _starting;
    private bool _disposed;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The script's address; exports <c>init(root, options)</c> and <c>dispose</c>.</summary>
    [Parameter, EditorRequired]
    public required string Module { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    /// <summary>What it is, for who cannot see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleSetup Setup { get; set; }

    /// <summary>Whether the machine exists; when it comes up, its console is asked for again.</summary>
    [Parameter, EditorRequired]
    public required bool Active { get; set; }

    /// <summary>What stands at the left of the bar.</summary>
    [Parameter]
    public RenderFragment? Title { get; set; }

    /// <summary>The machine's other consoles of this kind.</summary>
    [Parameter]
    public RenderFragment? Choice { get; set; }

    /// <summary>What stands below the picture.</summary>
    [Parameter]
    public RenderFragment? Below { get; set; }

    /// <summary>What may stand over the picture.</summary>
    [Parameter]
    public RenderFragment? Overlay { get; set; }

    /// <summary>Further buttons of the bar.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>What one can do while the machine is off.</summary>
    [Parameter]
    public RenderFragment? WhenOff { get; set; }

    /// <summary>What one can do when it was refused.</summary>
    [Parameter]
    public RenderFragment? WhenRefused { get; set; }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        // What is still being made is laid to rest by who makes it.
        if (!_starting)
            await ReleaseAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
                await StartAsync();
            if (_console is not null && _told != Active)
            {
                _told = Active;
                await _console.InvokeVoidAsync("setActive", _told);
            }
        }
        catch (Exception exception) when (IsOfLeaving(exception))
        {
        }
    }

    // One may leave while the script loads or the console begins; it would go on unseen and hold one of the user's places.
    private async Task StartAsync()
    {
        (_starting, _told) = (true, Active);
        try
        {
            _module = await ImportAsync();
            if (!_disposed && _module is not null)
                _console = await _module.InvokeAsync<IJSObjectReference>("init", _root, Setup with { Active = _told, Texts = Texts() });
        }
        finally
        {
            _starting = false;
            if (_disposed)
                await ReleaseAsync();
        }
    }

    private async Task ReleaseAsync()
    {
        var (module, console) = (_module, _console);
        (_module, _console) = (null, null);
        try
        {
            if (module is not null && console is not null)
                await module.InvokeVoidAsync("dispose", console);
            if (console is not null)
                await console.DisposeAsync();
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception exception) when (IsOfLeaving(exception))
        {
        }
    }

    // The page is gone and its scripts with it, or the console's place in the page.
    private bool IsOfLeaving(Exception exception) =>
        exception is JSDisconnectedException or OperationCanceledException || (_disposed && exception is JSException);

    /// <summary>
    /// A script that a shaky network loses is no reason to lose the page. It is asked for again, under another address,
    /// since browsers may keep the failure of one. Where they keep that of what it imports, only a new page helps.
    /// </summary>
    private async Task<IJSObjectReference?> ImportAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await JS.InvokeAsync<IJSObjectReference>("import", attempt == 1 ? Module : $"{Module}?attempt={attempt}");
            }
            catch (JSException) when (attempt < ImportAttempts && !_disposed)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), Clock);
            }
            catch (JSException exception) when (!_disposed)
            {
                _lost = exception.Message.Split('\n')[0];
                StateHasChanged();
                return null;
            }
        }
    }

    private void LoadAgain() => Navigation.Refresh(forceReload: true);

    /// <summary>A sentence for each state and each reason that the server gives.</summary>
    private Dictionary<string, string> Texts() => new()
    {
        ["screen"] = Label,
        ["skipped"] = Text["some output was skipped"],
        ["connecting"] = Text["Connecting…"],
        ["reconnecting"] = Text["Reconnecting…"],
        ["disconnected"] = Text["The console is closed."],
        ["cut"] = Text["The connection to WebConsole is lost. Trying again…"],
        ["ended"] = Text["The machine has closed its console. Trying again…"],
        ["host-away"] = Text["libvirt on this machine's host does not answer. Trying again…"],
        ["no-answer"] = Text["libvirt does not open this console in time. Trying again…"],
        ["failed"] = Text["libvirt could not open this console."],
        ["session-ended"] = Text["Your session or your rights have changed. Trying again…"],
        ["off"] = Text["The machine is off."],
        ["no-machine"] = Text["This machine is gone."],
        ["no-console"] = Setup.NoConsole,
        ["not-local"] = Text["libvirt hands a screen over only on the machine's own host. Open WebConsole there to see it."],
        ["too-many"] = Text["Too many consoles are open. Close one and try again."],
        ["busy"] = Text["Somebody else is using this line."],
        ["refused"] = Text["You may not open this console."],
        ["signed-out"] = Text["Your session has ended. Sign in again, then come back to this page."],
        ["protocol"] = Text["The console was closed, because one of its ends said what nobody understands."],
    };
}
