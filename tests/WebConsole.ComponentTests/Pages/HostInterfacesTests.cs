using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The interfaces of hosts: the list, and the page of each.</summary>
public sealed class HostInterfacesTests : PageContext
{
    private const string List = "/networks?tab=interfaces";

    public HostInterfacesTests()
    {
        Interface("br0", 3, ("bridge/stp_state", "0"), ("flags", "0x1003"), ("carrier", "1"));
        Interface("eth0", 2, ("device/vendor", "0x8086"), ("flags", "0x1003"), ("carrier", "1"), ("speed", "1000"), ("mtu", "1500"));
        Interface("eth1", 5, ("device/vendor", "0x8086"), ("flags", "0x1003"), ("carrier", "0"));
        Interface("vnet7", 4, ("tun_flags", "0x1002"), ("flags", "0x1003"), ("carrier", "1"));
        foreach (var port in new[] { "eth0", "vnet7" })
            File.CreateSymbolicLink(Path.Combine(HostRoot, $"sys/class/net/{port}/master"), "../br0");
    }

    [Fact]
    public async Task Bridge_StandsAboveItsPorts_AndCardsOfMachinesAreFolded()
    {
        Fill();

        var page = Open(List, Role.Viewer);

        page.WaitForElement("[data-testid=interface-row][data-key=br0]");
        var rows = page.FindAll("[data-testid=interface-row]").Select(row => (row.GetAttribute("data-key"), row.GetAttribute("data-level"), row.GetAttribute("data-state"))).ToArray();
        Assert.Equal([("br0", "0", "up"), ("eth0", "1", "up"), ("eth1", "0", "no-carrier")], rows);
        Assert.Contains("1 Gbit/s", page.Find("[data-key=eth0]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=interface-fold]");

        page.WaitForElement("[data-testid=interface-row][data-key=vnet7]");
        Assert.Contains(page.Find("[data-key=vnet7]").QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/machines/local/{TestInventory.Id(1).Uuid:D}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BridgeIsRemoved_OnlyWhereOneCanBe(bool managed)
    {
        if (managed)
            Write("run/NetworkManager/devices/3", "[device]\nmanaged=true\n");
        Fill();

        var page = Open(List, Role.Administrator);

        page.WaitForElement("[data-testid=interface-row]");
        Assert.Equal(managed ? 1 : 0, page.FindAll("[data-testid=action-remove-bridge]").Count);
        Assert.Single(page.FindAll("[data-testid=action-new-bridge]"));
    }

    [Fact]
    public void TabOfVirtualNetworks_IsThereAsBefore()
    {
        Fill();

        var page = Open("/networks");

        page.WaitForElement("[data-testid=network-row]");
        Assert.Empty(page.FindAll("[data-testid=interface-row]"));
        Assert.Equal("/networks?tab=interfaces", new Uri(page.Find("[data-testid=tab-interfaces]").GetAttribute("href")!, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } uri ? uri.PathAndQuery : page.Find("[data-testid=tab-interfaces]").GetAttribute("href"));
    }

    [Fact]
    public void Interface_HasItsPage_AndItsBridgeIsRecognised()
    {
        Fill();

        var page = Open("/networks/local/interfaces/eth0");

        Assert.Contains("/networks/local/interfaces/br0", page.WaitForElement("[data-testid=bridge-recipe]").InnerHtml, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=recipe-step]"));
    }

    [Fact]
    public void FreeCard_HasTheRecipeOfWhatConfiguresIt()
    {
        Write("etc/network/interfaces", "iface eth1 inet dhcp\n");
        Fill();

        var page = Open("/networks/local/interfaces/eth1");

        Assert.Equal("ifupdown", page.WaitForElement("[data-testid=bridge-recipe]").GetAttribute("data-keeper"));
        // br0 is taken.
        Assert.Contains("/etc/network/interfaces.d/br1", page.Find("[data-testid=bridge-recipe]").TextContent, StringComparison.Ordinal);
        Assert.Contains("iface br1 inet dhcp\n", page.FindAll("[data-copy]").Select(button => button.GetAttribute("data-copy") + "\n").First(text => text.Contains("br1 inet", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Operator, false)]
    public async Task CardOfNetworkManager_GetsItsBridgeHere_ByAdministrators(Role role, bool offered)
    {
        Write("run/NetworkManager/devices/5", "[device]\nmanaged=true\n");
        Fill();

        var page = Open("/networks/local/interfaces/eth1", role);

        Assert.Equal("NetworkManager", page.WaitForElement("[data-testid=bridge-recipe]").GetAttribute("data-keeper"));
        Assert.Empty(page.FindAll("[data-testid=recipe-step]"));
        Assert.Equal(offered, page.FindAll("[data-testid=action-new-bridge]").Count == 1);
        if (!offered)
            return;
        await page.ClickAsync("[data-testid=action-new-bridge]");
        // br0 is taken.
        page.WaitForState(() => page.Find("[data-testid=field-name] input").GetAttribute("value") == "br1");
        Assert.Contains("br1 gets the addresses of eth1", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Viewer, false)]
    public async Task ChangeThatWaits_IsShown_AndKeptByHand(Role role, bool offered)
    {
        Fill();
        var waits = Services.GetRequiredService<NetworkChanges>().WaitAsync(new NetworkChange("local", 1, "somebody else", "br9 over eth1", Clock.GetUtcNow().AddSeconds(27), Guid.NewGuid()), Clock, CancellationToken.None);

        var page = Open(List, role);

        Assert.Contains("br9 over eth1", page.WaitForElement("[data-testid=network-change]").TextContent, StringComparison.Ordinal);
        Assert.Equal(offered, page.FindAll("[data-testid=keep-network-change]").Count == 1);
        Assert.False(waits.IsCompleted);
        if (!offered)
            return;
        await page.ClickAsync("[data-testid=keep-network-change]");
        await waits.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public void BrowserThatMadeTheChange_KeepsItByItself_OnceItAnswers()
    {
        var answer = JSInterop.Setup<double>("Date.now");
        Fill();
        var me = SignIn();
        Open(List, me);
        var waits = Wait(me.Id);

        // The page is drawn anew behind its throttle.
        AdvanceUntil(() => answer.Invocations.Count > 0);
        Assert.False(waits.IsCompleted);
        answer.SetResult(1);

        AdvanceUntil(() => waits.IsCompletedSuccessfully);
    }

    [Fact]
    public void BrowserThatWasCutOff_IsAskedAgain()
    {
        JSInterop.Setup<double>("Date.now").SetException(new Microsoft.JSInterop.JSDisconnectedException("gone"));
        Fill();
        var me = SignIn();
        Open(List, me);
        var waits = Wait(me.Id);
        AdvanceUntil(() => JSInterop.Invocations["Date.now"].Count > 1);
        Assert.False(waits.IsCompleted);

        JSInterop.Setup<double>("Date.now").SetResult(1);

        AdvanceUntil(() => waits.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnotherBrowserOfTheSamePerson_ProvesNothing(bool byAProgram)
    {
        JSInterop.Setup<double>("Date.now").SetResult(1);
        Fill();
        var page = Open(List, SignIn());
        var waits = Wait(byAProgram ? null : Guid.NewGuid());
        AdvanceUntil(() => page.FindAll("[data-testid=keep-network-change]").Count == 1);

        for (var second = 0; second < 5; second++)
            Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(JSInterop.Invocations["Date.now"]);
        Assert.False(waits.IsCompleted);
    }

    [Fact]
    [Trait("Attack", "X1")]
    public async Task ChangeThatWentBack_IsSaid_UntilItIsDismissed()
    {
        Fill();
        Services.GetRequiredService<NetworkChanges>().Tell(new UndoneNetworkChange(new NetworkChange("local", 1, "ann", "<b>br9</b> over eth1", Clock.GetUtcNow(), null), "No browser came back over the changed network in time.", Clock.GetUtcNow()));

        var page = Open(List, Role.Viewer);

        var notice = page.WaitForElement("[data-testid=network-change-gone-back]");
        Assert.Contains("<b>br9</b> over eth1", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("No browser came back", notice.TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=dismiss]");
        Assert.Empty(page.FindAll("[data-testid=network-change-gone-back]"));
    }

    private Session SignIn() => Services.GetRequiredService<SessionRegistry>().Begin("ada", Role.Administrator, SignInMethod.Password, "192.0.2.1");

    private Task Wait(Guid? session) => Services.GetRequiredService<NetworkChanges>().WaitAsync(new NetworkChange("local", 1, "ada", "br9 over eth1", Clock.GetUtcNow().AddDays(1), session), Clock, CancellationToken.None);

    private void AdvanceUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(() =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        Thread.Sleep(1);
        return condition();
    }, DefaultWaitTimeout));

    [Theory]
    [InlineData("/networks/local/interfaces/gone")]
    [InlineData("/networks/nowhere/interfaces/eth0")]
    public void Unknown_IsSaid(string url)
    {
        Fill();

        Open(url).WaitForElement("[data-testid=unknown]");
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileNames_StayText()
    {
        Interface("<b>x%2F", 9, ("type", "1"));
        Fill();

        var page = Open(List);

        var row = page.WaitForElement("[data-testid=interface-row][data-key='<b>x%2F']");
        Assert.Empty(row.QuerySelectorAll("b"));
        var link = row.QuerySelector("a")!.GetAttribute("href")!;
        Assert.Equal("/networks/local/interfaces/%3Cb%3Ex%252F", link);
        Navigation.NavigateTo(link);
        page.WaitForState(() => page.Find("h1").TextContent == "<b>x%2F");
        page.WaitForElement("[data-testid=interface-users]");
    }

    private void Fill()
    {
        var machine = TestInventory.Machine(1, "web-01") with
        {
            IsActive = true,
            Xml = "<domain type='kvm'><name>web-01</name><devices><interface type='network'><source network='lan'/><target dev='vnet7'/></interface></devices></domain>",
        };
        Inventory.Update(_ => TestInventory.Full.Set(machine) with { Hosts = [TestInventory.Host with { Facts = TestInventory.Host.Facts! with { IsLocal = true } }] });
    }

    private void Interface(string name, int index, params (string File, string Text)[] files)
    {
        Write($"sys/class/net/{name}/ifindex", $"{index}");
        foreach (var (file, text) in files)
            Write($"sys/class/net/{name}/{file}", text);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(HostRoot, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
