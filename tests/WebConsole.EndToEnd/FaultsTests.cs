using System.Xml.Linq;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Failures while a user watches.</summary>
public sealed class FaultsTests(Lab lab)
{
    [Fact]
    public async Task LibvirtdKilledAndStartedAgain_IsSaidKeptAndHealedWithoutAReload()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        var connection = visitor.TestId("connection-state").First;
        await Expect(connection).ToHaveAttributeAsync("data-state", "connected");
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        await DaemonAsync("kill");
        await Expect(connection).ToHaveAttributeAsync("data-state", "disconnected");
        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToHaveAttributeAsync("data-stale", "true");

        await DaemonAsync("start");
        await Expect(connection).ToHaveAttributeAsync("data-state", "connected");
        await Expect(MachinesTests.Row(visitor, lab.Guest)).Not.ToHaveAttributeAsync("data-stale", "true");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Fact, Trait("Attack", "D6")]
    public async Task FrozenQemu_LeavesAllOtherMachinesLive()
    {
        await lab.Guest.EnsureRunningAsync();
        var frozen = await Guest.DefineAsync("e2e-frozen");
        await frozen.StartAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page));
        var chart = visitor.Page.Locator("[data-testid=chart-cpu][data-scope=machine]").First;
        await Expect(chart).ToHaveAttributeAsync("data-last-sample", new System.Text.RegularExpressions.Regex("[0-9]{13}"));
        var process = (await File.ReadAllTextAsync($"/run/libvirt/qemu/{frozen.Name}.pid", TestContext.Current.CancellationToken)).Trim();

        await Shell.RunAsync("kill", "-STOP", process);
        try
        {
            for (var i = 0; i < 8; i++)
            {
                var sample = await chart.GetAttributeAsync("data-last-sample");
                await Expect(chart).Not.ToHaveAttributeAsync("data-last-sample", sample!);
            }
            await Shell.VirshAsync("suspend", lab.Guest.Name);
            await Expect(visitor.TestId("machine-state").First).ToHaveAttributeAsync("data-state", "paused");
            await Shell.VirshAsync("resume", lab.Guest.Name);
        }
        finally
        {
            await Shell.RunAsync("kill", "-CONT", process);
        }

        await Shell.VirshAsync("destroy", frozen.Name);
        await Shell.VirshAsync("undefine", frozen.Name);
    }

    [Theory]
    [InlineData("**/js/metric-chart.js", "", "chart-cpu", "data-samples", "^[1-9]")]
    [InlineData("**/js/console-vnc.js", "?tab=console", "vnc-console", "data-state", "^connected$")]
    public async Task ScriptThatTheNetworkLost_IsAskedForAgain(string script, string tab, string element, string attribute, string value)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        var lost = 0;
        await visitor.Page.RouteAsync(script, route =>
        {
            lost++;
            return route.AbortAsync();
        });

        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + tab));

        await Expect(visitor.TestId(element).First).ToHaveAttributeAsync(attribute, new System.Text.RegularExpressions.Regex(value));
        Assert.True(lost > 0);
    }

    [Theory]
    [InlineData("**/lib/uplot/uPlot.esm.js", "", "chart-cpu", "data-samples", "^[1-9]")]
    [InlineData("**/lib/novnc/core/rfb.js", "?tab=console", "vnc-console", "data-state", "^connected$")]
    [InlineData("**/lib/novnc/core/inflator.js", "?tab=console", "vnc-console", "data-state", "^connected$")]
    public async Task ScriptOfAScriptThatTheNetworkLostOnce_IsAskedForAgain(string script, string tab, string element, string attribute, string value)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.RouteAsync(script, route => route.AbortAsync("connectionreset"), new() { Times = 1 });

        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + tab));

        await Expect(visitor.TestId(element).First).ToHaveAttributeAsync(attribute, new System.Text.RegularExpressions.Regex(value));
        Assert.Contains(visitor.Complaints, complaint => complaint.Contains(script[3..], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("**/lib/uplot/uPlot.esm.js", "", "chart-cpu", "data-samples", "^[1-9]")]
    [InlineData("**/lib/novnc/core/rfb.js", "?tab=console", "vnc-console", "data-state", "^connected$")]
    public async Task ScriptThatStaysLost_OffersToLoadThePageAgain(string script, string tab, string element, string attribute, string value)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.RouteAsync(script, route => route.AbortAsync("connectionreset"));
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + tab));
        var again = visitor.Page.GetByText("Load the page again").First;
        await Expect(again).ToBeVisibleAsync();
        Assert.Contains(visitor.Complaints, complaint => complaint.Contains(script[3..], StringComparison.Ordinal));

        await visitor.Page.UnrouteAsync(script);
        await again.ClickAsync();

        await Expect(visitor.TestId(element).First).ToHaveAttributeAsync(attribute, new System.Text.RegularExpressions.Regex(value));
        await Expect(again).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task FirstConnectionThatFails_IsTriedAgain()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        var lost = 0;
        await visitor.Page.RouteWebSocketAsync("**/_blazor*", socket =>
        {
            if (lost++ == 0)
                _ = socket.CloseAsync();
            else
                socket.ConnectToServer();
        });

        await visitor.Page.GotoAsync(lab.Url("/machines"));

        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        Assert.True(lost > 1, "The first connection did not fail");
    }

    [Fact]
    public async Task MachineThatVanishes_IsSaidAndKeepsWhatThePageShowed()
    {
        var guest = await Guest.DefineAsync("e2e-vanishing");
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guest.Page));
        await Expect(visitor.TestId("action-start").First).ToBeVisibleAsync();
        await Expect(visitor.TestId("gone")).ToHaveCountAsync(0);

        await Shell.VirshAsync("undefine", guest.Name);
        await Expect(visitor.TestId("gone")).ToContainTextAsync("removed from this host while this page was open");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(guest.Name);
        await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-stale", "true");
        await Expect(visitor.TestId("action-start")).ToHaveCountAsync(0);

        await visitor.TestId("tab-xml").ClickAsync();
        await Expect(visitor.Page.GetByText($"{guest.Uuid:D}").First).ToBeVisibleAsync();
        await Expect(visitor.TestId("gone")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MachineWithoutScreen_SaysSoInItsConsole()
    {
        var guest = await Guest.DefineAsync("e2e-no-screen", definition => definition.Descendants()
            .Where(element => element.Name.LocalName is "graphics" or "video" or "input").Remove());
        await guest.StartAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guest.Page));

        await visitor.TestId("tab-console").ClickAsync();
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-state", "refused");
        await Expect(visitor.TestId("vnc-console")).ToContainTextAsync("This machine has no VNC screen. Its serial line may have more to say.");
        await visitor.TestId("tab-serial").ClickAsync();
        await Expect(visitor.TestId("serial-console")).ToHaveAttributeAsync("data-state", "connected");

        await Shell.VirshAsync("destroy", guest.Name);
        await Shell.VirshAsync("undefine", guest.Name);
    }

    private static Task<string> DaemonAsync(string action) => Shell.RunAsync(Repository.File("tests/Lab/daemon.sh"), action, "libvirtd");
}
