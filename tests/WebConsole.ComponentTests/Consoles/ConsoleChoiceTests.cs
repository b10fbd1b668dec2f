using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using WebConsole.Components.Shared.Consoles;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Consoles;

/// <summary>
/// Which of a machine's displays and lines a page shows, and what it says about those that can't open in a browser.
/// </summary>
public sealed class ConsoleChoiceTests : BunitContext
{
    private static readonly MachineDisplay Spice = new() { Key = "0", Type = "spice", Address = "127.0.0.1", Port = 5901 };
    private static readonly MachineLine File = new() { Key = "serial0", Type = "file", IsSerial = true, Number = 0, Path = "/var/log/line.log" };
    private static readonly MachineLine Virtio = new() { Key = "console1", Type = "pty", IsSerial = false, Number = 1 };

    private readonly TestUser _user = new();
    private readonly InventoryStore _inventory = new();
    private readonly BunitJSModuleInterop _vnc;
    private readonly BunitJSModuleInterop _serial;

    public ConsoleChoiceTests()
    {
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddTestAccess(_user);
        Services.AddSingleton(_inventory);
        (_vnc, _serial) = (Script("/js/console-vnc.js"), Script("/js/console-serial.js"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("2", 2)]
    [InlineData("9", 1)]
    [InlineData("-1", 1)]
    public void Screen_IsTheFirstThatOpensOrTheOneAskedFor(string? asked, int index)
    {
        var screen = Screen([Spice, Vnc("1"), Vnc("2")], asked);

        Assert.Equal(index, Setup(_vnc).Index);
        Assert.Equal($"Display {index}: VNC", screen.Find("[data-testid=console-choice] [aria-current]").TextContent);
        Assert.Equal(["0", "1", "2"], screen.FindAll("[data-testid=console-choice] a").Select(link => link.GetAttribute("href")!.Split("display=")[1]));
    }

    [Fact]
    public void ScreenThatIsNotVnc_IsASentenceAndNothingIsTried()
    {
        var console = Screen([Spice]);

        Assert.Equal("This machine's screen is SPICE at 127.0.0.1:5901: open it with virt-viewer.", console.Find(".console-message").TextContent);
        Assert.Equal(("refused", "no-console"), StateOf(console.Find("[data-testid=vnc-console]")));
        Assert.Empty(console.FindAll("[data-testid=console-choice]"));
        Assert.Empty(_vnc.Invocations);
    }

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.Operator, 1)]
    public void ScreenThatIsSpice_OffersOtherWays(Role role, int files)
    {
        _user.Role = role;
        _inventory.Update(_ => TestInventory.Full);
        var console = Screen([Spice], of: TestInventory.Id(1));

        Assert.EndsWith("?tab=serial", console.Find("[data-testid=open-text]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal($"virt-viewer --connect qemu:///system {TestInventory.Id(1).Uuid}", console.Find("[data-testid=virsh-line] code").TextContent);
        Assert.Equal(files, console.FindAll("[data-testid=viewer-file]").Count);
    }

    [Fact]
    public void MachineThatIsGone_HasNoOtherWays()
    {
        _user.Role = Role.Operator;
        _inventory.Update(_ => TestInventory.Full);
        var console = Screen([Spice], of: TestInventory.Id(99));

        Assert.Empty(console.FindAll("[data-testid=virsh-line], [data-testid=viewer-file], [data-testid=open-text]"));
    }

    [Fact]
    public void ScreenOnTheLoopbackOfAnotherHost_IsNoFile_ButNeedsATunnel()
    {
        _user.Role = Role.Operator;
        _inventory.Update(_ => TestInventory.Full with { Hosts = [TestInventory.Host with { Uri = "qemu+ssh://far.example/system" }] });
        var console = Screen([Spice], of: TestInventory.Id(1));

        Assert.Empty(console.FindAll("[data-testid=viewer-file]"));
        Assert.Contains("needs a tunnel", console.Find("[data-testid=viewer-tunnel]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(Screen([Spice with { Address = "0.0.0.0" }], of: TestInventory.Id(1)).FindAll("[data-testid=viewer-file]"));
    }

    [Fact]
    public void LineOverTcp_IsACommand()
    {
        _user.Role = Role.Viewer;
        _inventory.Update(_ => TestInventory.Full);
        var console = Line([new MachineLine { Key = "serial0", Type = "tcp", IsSerial = true, Number = 0, Address = "127.0.0.1", Port = "4555" }]);

        Assert.Equal("telnet 127.0.0.1 4555", console.Find("[data-testid=virsh-line] code").TextContent);
        Assert.Empty(console.FindAll("[data-testid=open-text]"));
    }

    [Fact]
    public void DisplayThatNobodySees_IsNoChoice()
    {
        var console = Screen([new MachineDisplay { Key = "0", Type = "egl-headless" }, Vnc("1")]);

        Assert.Equal(1, Setup(_vnc).Index);
        Assert.Empty(console.FindAll("[data-testid=console-choice]"));
    }

    [Fact]
    public void MachineWithoutADisplay_SaysSo() =>
        Assert.StartsWith("This machine has no VNC screen.", Screen([]).Find(".console-message").TextContent, StringComparison.Ordinal);

    [Fact]
    public void DisplayThatAppears_IsShown()
    {
        var console = Screen([Spice]);
        console.Render(parameters => parameters.Add(screen => screen.Displays, [Spice, Vnc("1")]));
        Assert.Equal(1, Setup(_vnc).Index);
    }

    [Fact]
    public void Line_IsTheFirstThatOpens()
    {
        var console = Line([File, Virtio]);

        Assert.Equal("console1", Setup(_serial).Device);
        Assert.Equal(["Serial port 0", "Text console 1"], console.FindAll("[data-testid=console-choice] a").Select(link => link.TextContent));
    }

    [Fact]
    public void LineThatIsChosenAndDoesNotOpen_IsASentenceBesideTheChoice()
    {
        var console = Line([File, Virtio], "serial0");

        Assert.Equal("Serial port 0 is written to the file /var/log/line.log.", console.Find(".console-message").TextContent);
        Assert.Equal(("refused", "no-console"), StateOf(console.Find("[data-testid=serial-console]")));
        Assert.NotNull(console.Find("[data-testid=console-choice]"));
        Assert.Empty(_serial.Invocations);
    }

    [Fact]
    public void AnotherLine_IsAnotherConsole()
    {
        var console = Line([Virtio, Virtio with { Key = "console2", Number = 2 }]);
        console.Render(parameters => parameters.Add(line => line.Line, "console2"));
        Assert.Equal(["console1", "console2"], _serial.Invocations["init"].Select(call => Assert.IsType<ConsoleSetup>(call.Arguments[1]).Device!));
    }

    public static TheoryData<string, string?, string?, string?, string> Lines => new()
    {
        { "tcp", "127.0.0.1", "45551", null, "goes to TCP 127.0.0.1:45551." },
        { "tcp", "::1", "telnet", null, "goes to TCP [::1]:telnet." },
        { "unix", null, null, "/run/line.sock", "goes to the host's socket /run/line.sock." },
        { "dev", null, null, "/dev/ttyS0", "is the host's port /dev/ttyS0." },
        { "null", null, null, null, "is connected to nothing." },
        { "file", null, null, "/srv/\u202E\n.log", "is written to the file /srv/\\u{202E}\\u{000A}.log." },
        { "stdio", null, null, null, "is of the kind stdio, which opens in no browser." },
    };

    [Theory, MemberData(nameof(Lines))]
    public void LineElsewhere_SaysWhereItGoes(string type, string? address, string? port, string? path, string sentence)
    {
        var console = Line([File with { Type = type, Address = address, Port = port, Path = path }]);
        Assert.Equal("Serial port 0 " + sentence, console.Find(".console-message").TextContent);
    }

    private static MachineDisplay Vnc(string key) => new() { Key = key, Type = "vnc" };

    private static (string?, string?) StateOf(AngleSharp.Dom.IElement console) => (console.GetAttribute("data-state"), console.GetAttribute("data-reason"));

    private static ConsoleSetup Setup(BunitJSModuleInterop script) => Assert.IsType<ConsoleSetup>(Assert.Single(script.Invocations["init"]).Arguments[1]);

    private BunitJSModuleInterop Script(string path)
    {
        var script = JSInterop.SetupModule(path);
        script.SetupVoid("dispose", _ => true).SetVoidResult();
        script.SetupModule("init", _ => true);
        return script;
    }

    private IRenderedComponent<VncConsole> Screen(ImmutableArray<MachineDisplay> displays, string? asked = null, MachineId? of = null) => Render<VncConsole>(parameters => parameters
        .Add(screen => screen.Machine, of ?? new MachineId("local", Guid.NewGuid()))
        .Add(screen => screen.Name, "web-01")
        .Add(screen => screen.Active, true)
        .Add(screen => screen.Displays, displays)
        .Add(screen => screen.Display, asked));

    private IRenderedComponent<SerialConsole> Line(ImmutableArray<MachineLine> lines, string? asked = null) => Render<SerialConsole>(parameters => parameters
        .Add(line => line.Machine, TestInventory.Id(1))
        .Add(line => line.Name, "web-01")
        .Add(line => line.Active, true)
        .Add(line => line.Lines, lines)
        .Add(line => line.Line, asked));
}
