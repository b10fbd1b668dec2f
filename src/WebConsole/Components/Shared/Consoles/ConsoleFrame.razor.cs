using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Consoles;

/// <summary>Loads a console's script, tells it the machine's state, and disposes it.</summary>
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

    /// <summary>The URL of the script; it exports <c>init(root, options)</c> and <c>dispose</c>.</summary>
    [Parameter, EditorRequired]
    public required string Module { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    /// <summary>Its name, for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleSetup Setup { get; set; }

    /// <summary>Whether the machine is active; when it becomes active, the console connects again.</summary>
    [Parameter, EditorRequired]
    public required bool Active { get; set; }

    /// <summary>The content at the left of the bar.</summary>
    [Parameter]
    public RenderFragment? Title { get; set; }

    /// <summary>The machine's other consoles of this kind.</summary>
    [Parameter]
    public RenderFragment? Choice { get; set; }

    /// <summary>The content below the picture.</summary>
    [Parameter]
    public RenderFragment? Below { get; set; }

    /// <summary>The content that may cover the picture.</summary>
    [Parameter]
    public RenderFragment? Overlay { get; set; }

    /// <summary>Further buttons of the bar.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>What the user can do while the machine is off.</summary>
    [Parameter]
    public RenderFragment? WhenOff { get; set; }

    /// <summary>What the user can do after a refusal.</summary>
    [Parameter]
    public RenderFragment? WhenRefused { get; set; }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        // If the initialisation is still running, it disposes its result itself.
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

    // The user may leave while the script loads or the console connects. Without this check the console would continue
    // invisibly and count against the user's limit.
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

    // The page and its scripts are gone, or the console's element is gone.
    private bool IsOfLeaving(Exception exception) =>
        exception is JSDisconnectedException or OperationCanceledException || (_disposed && exception is JSException);

    /// <summary>
    /// A script that fails to load must not end the page. It is loaded again under another URL, because browsers may
    /// cache the failure of a URL. If a browser caches the failure of an import of the script, only a page reload
    /// helps.
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

    /// <summary>A sentence for each state and each reason of the server.</summary>
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
        ["no-answer"] = Text["libvirt did not open this console in time. Trying again…"],
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
        ["protocol"] = Text["The console was closed, because the browser or the guest sent an invalid message."],
    };
}
