using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using MudBlazor.Services;
using WebConsole.Components.Shared.Consoles;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Consoles;

public sealed class ConsoleFrameTests : BunitContext
{
    private readonly SlowScript _script = new();
    private readonly FakeTimeProvider _clock = new();

    public ConsoleFrameTests()
    {
        ComponentFactories.AddStub<ViewerFileButton>();
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddSingleton<IJSRuntime>(_script);
        Services.AddSingleton<TimeProvider>(_clock);
    }

    [Fact]
    public async Task LeavingWhileTheScriptLoads_BeginsNoConsole()
    {
        RenderScreen();
        await DisposeComponentsAsync();

        await Renderer.Dispatcher.InvokeAsync(() => _script.Loaded.SetResult(_script));

        Assert.Equal(["import", "released"], _script.Calls);
    }

    [Fact]
    public async Task LeavingWhileTheConsoleBegins_LaysItToRest()
    {
        RenderScreen();
        await Renderer.Dispatcher.InvokeAsync(() => _script.Loaded.SetResult(_script));
        await DisposeComponentsAsync();

        await Renderer.Dispatcher.InvokeAsync(() => _script.Begun.SetResult(_script));

        Assert.Equal(["import", "init", "dispose", "released", "released"], _script.Calls);
    }

    [Fact]
    public async Task ScriptThatFailsAfterLeaving_DoesNoHarm()
    {
        RenderScreen();
        await Renderer.Dispatcher.InvokeAsync(() => _script.Loaded.SetResult(_script));
        await DisposeComponentsAsync();

        await Renderer.Dispatcher.InvokeAsync(() => _script.Begun.SetException(new JSException("left")));

        Assert.Equal(["import", "init", "released"], _script.Calls);
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task ScriptThatStaysLost_OffersToLoadThePageAgain()
    {
        _script.Loaded.SetException(new JSException("Failed to fetch: /js/console-vnc.js\n    at import"));
        var screen = RenderScreen();
        Assert.Equal("connecting", screen.Find("[data-testid=vnc-console]").GetAttribute("data-state"));

        for (var pause = 1; pause <= 3; pause++)
            await Renderer.Dispatcher.InvokeAsync(() => _clock.Advance(TimeSpan.FromSeconds(pause)));

        screen.WaitForAssertion(() => Assert.Equal("lost", screen.Find("[data-testid=vnc-console]").GetAttribute("data-state")));
        Assert.Equal(["import", "import", "import", "import"], _script.Calls);
        Assert.Equal("Failed to fetch: /js/console-vnc.js", screen.Find("[data-console-detail]").TextContent);
        Assert.False(Renderer.UnhandledException.IsCompleted);
        await screen.ClickAsync("[data-testid=load-again]");
        Assert.True(Services.GetRequiredService<BunitNavigationManager>().History.Single().Options.ForceLoad);
    }

    private IRenderedComponent<VncConsole> RenderScreen() => Render<VncConsole>(parameters => parameters
        .Add(screen => screen.Machine, new MachineId("local", Guid.Parse("6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11")))
        .Add(screen => screen.Name, "web-01")
        .Add(screen => screen.Active, true)
        .Add(screen => screen.Displays, [new MachineDisplay { Key = "0", Type = "vnc" }]));

    /// <summary>A fake of the browser, the module and the console; it answers when the test allows it.</summary>
    private sealed class SlowScript : IJSRuntime, IJSObjectReference
    {
        public TaskCompletionSource<object?> Loaded { get; } = new();

        public TaskCompletionSource<object?> Begun { get; } = new();

        public List<string> Calls { get; } = [];

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add(identifier);
            return (TValue)(identifier switch
            {
                "import" => await Loaded.Task,
                "init" => await Begun.Task,
                _ => null,
            })!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Calls.Add("released");
            return ValueTask.CompletedTask;
        }
    }
}
