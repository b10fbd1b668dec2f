using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using WebConsole.Components.Shared.Consoles;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Consoles;

public sealed class ConsoleTests : BunitContext
{
    private static readonly MachineId Machine = new("local", Guid.Parse("6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11"));

    private static readonly MachineDisplay Vnc = new() { Key = "0", Type = "vnc" };

    private readonly BunitJSModuleInterop _vnc;
    private readonly BunitJSModuleInterop _screen;
    private readonly TestUser _user = new();

    public ConsoleTests()
    {
        ComponentFactories.AddStub<ViewerFileButton>();
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddTestAccess(_user);
        _vnc = JSInterop.SetupModule("/js/console-vnc.js");
        _vnc.SetupVoid("dispose", _ => true).SetVoidResult();
        _screen = Script(_vnc);
    }

    [Fact]
    public void Screen_BeginsConnectingAndHandsOverToItsScript()
    {
        var console = Render(active: true).Find("[data-testid=vnc-console]");
        Assert.Equal("connecting", console.GetAttribute("data-state"));
        Assert.Equal("true", console.GetAttribute("data-view-only"));
        var setup = Setup();
        Assert.Equal((Machine.ToString(), 0, true), (setup.Machine, setup.Index, setup.Active));
    }

    [Fact]
    public void EveryEnd_HasASentence()
    {
        Render(active: true);
        // An end that the browser itself caused needs no message.
        foreach (var reason in Enum.GetValues<ConsoleEndReason>().Where(reason => reason != ConsoleEndReason.Closed))
            Assert.False(string.IsNullOrWhiteSpace(Setup().Texts[new ConsoleEnd(reason).Token]), reason.ToString());
    }

    [Fact]
    public void MachineThatComesUp_IsToldToTheScriptOnce()
    {
        var console = Render(active: false);
        console.Render(parameters => parameters.Add(screen => screen.Active, true));
        console.Render(parameters => parameters.Add(screen => screen.Active, true));
        Assert.Equal(true, Assert.Single(_screen.Invocations["setActive"]).Arguments[0]);
    }

    [Fact]
    public async Task Leaving_LaysTheScriptToRest()
    {
        Render(active: true);
        await DisposeComponentsAsync();
        Assert.Single(_vnc.Invocations["dispose"]);
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileName_IsText()
    {
        const string name = "\"><script>alert(1)</script>";
        var console = Render(active: true, name);
        Assert.Empty(console.FindAll("script"));
        Assert.Contains(name, console.Find("[data-testid=vnc-console]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenOff_OffersWhatItWasGiven()
    {
        var console = Render<VncConsole>(parameters => parameters
            .Add(screen => screen.Machine, Machine)
            .Add(screen => screen.Name, "web-01")
            .Add(screen => screen.Active, false)
            .Add(screen => screen.Displays, [Vnc])
            .Add(screen => screen.WhenOff, "<button id='start'>Start</button>"));
        Assert.NotNull(console.Find(".console-when-off #start"));
    }

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.Operator, 1)]
    public void TakingALineOver_IsOfferedToWhoMayControl(Role role, int offers)
    {
        _user.Role = role;
        Script(JSInterop.SetupModule("/js/console-serial.js"));
        var console = Render<SerialConsole>(parameters => parameters
            .Add(line => line.Machine, Machine)
            .Add(line => line.Name, "web-01")
            .Add(line => line.Active, true)
            .Add(line => line.Lines, [Pty("serial0", 0)]));
        Assert.Equal(offers, console.FindAll("[data-console-action=take-over]").Count);
    }

    private static BunitJSModuleInterop Script(BunitJSModuleInterop module)
    {
        var script = module.SetupModule("init", _ => true);
        script.SetupVoid("setActive", _ => true).SetVoidResult();
        return script;
    }

    private IRenderedComponent<VncConsole> Render(bool active, string name = "web-01") => Render<VncConsole>(parameters => parameters
        .Add(screen => screen.Machine, Machine)
        .Add(screen => screen.Name, name)
        .Add(screen => screen.Active, active)
        .Add(screen => screen.Displays, [Vnc]));

    private ConsoleSetup Setup() => Assert.IsType<ConsoleSetup>(Assert.Single(_vnc.Invocations["init"]).Arguments[1]);

    private static MachineLine Pty(string key, int number) => new() { Key = key, Type = "pty", IsSerial = true, Number = number };
}
