using System.Diagnostics;
using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class HostPageTests : PageContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void MachinesWithAnOrder_AreListedInIt()
    {
        var full = TestInventory.Full;
        Inventory.Update(_ => full.WithHost(TestInventory.HostName, host => host with { Facts = host.Facts! with { IsLocal = true } })
            .Set(full.Machines[TestInventory.Id(1)] with { StartOrder = new StartOrder(20, 0) }).Set(full.Machines[TestInventory.Id(2)] with { StartOrder = new StartOrder(3, 30) }));

        var page = Open("/host");
        var rows = page.FindAll("[data-testid=start-order-row]");

        Assert.Equal([(TestInventory.Id(2).Uuid.ToString("D"), "3", "30 s"), (TestInventory.Id(1).Uuid.ToString("D"), "20", "–")],
            rows.Select(row => (row.GetAttribute("data-machine-id"), row.Children[1].TextContent, row.Children[2].TextContent)));

        Change(_ => full);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=start-order]")));
    }

    [Theory]
    [InlineData("/host", "[data-testid=host-check]")]
    [InlineData("/", "[data-testid=host-check-summary]")]
    public async Task FileThatKeepsWaiting_HoldsNoPage(string url, string card)
    {
        var file = await MakePipeAsync("proc/cpuinfo");
        Inventory.Update(_ => TestInventory.Full);

        // On a thread of its own, and released at the end: a blocked page would block the test.
        var opening = Task.Run(() => Open(url), Cancellation);
        var held = await Task.WhenAny(opening, Task.Delay(TimeSpan.FromSeconds(30), Cancellation)) != opening;
        if (held)
            await FillAsync(file);
        var page = await opening;
        Assert.False(held);

        Assert.Contains("Looking at the host…", page.Find(card).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll($"{card} li"));
        await FillAsync(file);
        page.WaitForElement($"{card} li");
        Assert.DoesNotContain("Looking at the host…", page.Find(card).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/host", "[data-testid=host-check]")]
    [InlineData("/", "[data-testid=host-check-summary]")]
    public void LocalHostThatNeverAnswered_IsStillChecked(string url, string card)
    {
        Inventory.Update(_ => TestInventory.Disconnected);

        var page = Open(url);

        page.WaitForElement($"{card} li");
        Assert.Contains("Device /dev/kvm", page.Find(card).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll($"{card} li[data-status=failed]"));

        // As soon as libvirt reports its version, that one is shown.
        Change(_ => TestInventory.Empty);
        page.WaitForAssertion(() => Assert.DoesNotContain("Does not answer", page.Find(card).TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/host")]
    [InlineData("/")]
    public void RemoteHostThatNeverAnswered_IsNotJudgedByOurFiles(string url)
    {
        Inventory.Update(_ => new() { Hosts = [TestInventory.Disconnected.Hosts[0] with { Uri = "qemu+ssh://kvm-02/system" }] });

        var page = Open(url);

        page.WaitForElement("h1");
        Assert.Empty(page.FindAll("[data-testid=host-check], [data-testid=host-check-summary]"));
    }

    [Fact]
    public void Load_IsShownBesideTheCpu()
    {
        Inventory.Update(_ => TestInventory.Empty);
        var page = Open("/host");

        var charts = page.FindAll("[data-chart]").ToDictionary(chart => chart.GetAttribute("data-testid")!);
        Assert.Equal(["chart-cpu", "chart-load"], charts.Keys);
        Assert.Equal(("host", "local"), (charts["chart-load"].GetAttribute("data-scope"), charts["chart-load"].GetAttribute("data-host")));
    }

    private static Task FillAsync(string file) => File.WriteAllTextAsync(file, "vendor_id : GenuineIntel\n", Cancellation);

    private async Task<string> MakePipeAsync(string path)
    {
        var file = Path.Combine(HostRoot, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var made = Process.Start("mkfifo", [file]);
        await made.WaitForExitAsync(Cancellation);
        return file;
    }
}
