using Bunit;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class MachinePageTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}";

    [Fact]
    public void MachineThatVanishes_IsSaidAndItsPageKept()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });

        page.WaitForElement("[data-testid=gone]");
        Assert.Equal("web-01", page.Find("h1").TextContent);
        Assert.Contains("192.168.122.1", page.Markup, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=machine-state]").GetAttribute("data-stale"));
        Assert.Empty(page.FindAll("[data-testid^=action-]"));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Viewer)]
    public void DescriptionAndTags_AreAmongTheFactsForEverybody(Role role)
    {
        var machine = TestInventory.Machine(1, "web-01") with { Tags = ["frontend", "big data", "<b>"] };
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [machine with { Xml = machine.Xml.Replace("&lt;script&gt;", "Ask Jane.\n", StringComparison.Ordinal) }]));

        var page = Open(Url, role);

        Assert.StartsWith("Ask Jane.", page.Find("[data-testid=description]").TextContent, StringComparison.Ordinal);
        Assert.Equal([("frontend", "/machines?q=tag%3Afrontend"), ("big data", "/machines?q=tag%3A%22big%20data%22"), ("<b>", "/machines?q=tag%3A%3Cb%3E")],
            page.FindAll("[data-testid=tags] a").Select(tag => (tag.TextContent, tag.GetAttribute("href")!)));
        // The colour follows from the name, after each start.
        Assert.Equal(page.FindAll("[data-testid=tags] a").Select(tag => TagHue.Style(tag.TextContent)), page.FindAll("[data-testid=tags] a").Select(tag => tag.GetAttribute("style")));
        Assert.Equal("--wc-tag-hue: 275", TagHue.Style("db"));
    }

    [Theory, Trait("Attack", "V5")]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Viewer)]
    public void Notes_AreMarkdownInWhichNothingRuns(Role role)
    {
        var machine = TestInventory.Machine(1, "web-01") with { Protected = true };
        var xml = DomainXml.Parse(machine.Xml);
        xml.Notes = "# Restart\nAsk **Jane**. <script>alert(1)</script> [here](javascript:alert(1))";
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [machine with { Xml = xml.ToXml() }]));

        var page = Open(Url, role);

        Assert.Equal("<h3>Restart</h3>\n<p>Ask <strong>Jane</strong>. &lt;script&gt;alert(1)&lt;/script&gt; here</p>", page.Find("[data-testid=notes]").InnerHtml.Trim());
        Assert.NotNull(page.Find("[data-testid=protected]"));
    }

    [Fact]
    public void ProtectedMachine_CannotBeDeleted_AndTheMenuSaysWhy()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01", MachineState.ShutOff) with { Protected = true }]));

        var item = Open(Url).Find("[data-testid=action-delete]");

        Assert.Equal("true", item.GetAttribute("aria-disabled"));
        Assert.Equal("web-01 is protected from being deleted. Switch that off first, under Edit.", item.Closest("[role=group]")!.GetAttribute("aria-label"));
    }

    /// <summary>Axes without a line say nothing.</summary>
    [Theory]
    [InlineData(MachineState.ShutOff, 0, 1)]
    [InlineData(MachineState.Running, 4, 0)]
    public void Charts_AreShownWhereThereIsAnythingToMeasure(MachineState state, int charts, int said)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01", state)]));

        var page = Open(Url);

        Assert.Equal((charts, said), (page.FindAll("[data-chart]").Count, page.FindAll("[data-testid=not-measured]").Count));
    }

    [Fact]
    public void MachineThatComesBack_IsShownAsBefore()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);
        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });
        page.WaitForElement("[data-testid=gone]");

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=gone]")));
    }

    [Fact]
    public void UnknownMachine_IsSaid()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Single(Open($"/machines/{TestInventory.Id(99)}").FindAll("[data-testid=unknown]"));
        Assert.Single(Open($"/machines/nowhere/{TestInventory.Id(1).Uuid:D}").FindAll("[data-testid=unknown]"));
    }

    [Fact]
    public void MachineOfAHostStillBeingRead_IsAwaited()
    {
        Inventory.Update(_ => TestInventory.Loading);
        var page = Open(Url);
        Assert.Single(page.FindAll("[data-testid=loading]"));

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Equal("web-01", page.Find("h1").TextContent));
    }

    [Fact]
    public void Head_SaysInShortWhatItIs()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web")]));

        Assert.Equal("192.168.122.1 · 2 vCPUs · 2 GiB", Open(Url).Find(".wc-head-facts").GetAttribute("title"));
    }

    [Fact]
    public void Reason_StandsInTheHeadAndAmongTheFacts()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.Paused) with
        {
            Reason = MachineReason.IoError, DiskErrors = [new DiskError("vda", NoSpace: true), new DiskError("vdb", NoSpace: false)],
        }]));
        const string Standing = "paused: I/O error, vda: no space left on the host, vdb: I/O error";

        var page = Open(Url);

        var head = page.Find("[data-testid=machine-state]");
        Assert.Equal(("paused", "io-error", Standing), (head.GetAttribute("data-state"), head.GetAttribute("data-reason"), head.GetAttribute("title")));
        Assert.Equal(Standing, head.QuerySelector(".wc-state")!.TextContent);
        Assert.Contains(page.FindAll("dd"), fact => fact.TextContent == Standing);
    }

    /// <summary>With <c>on_crash</c> set to <c>preserve</c>, its QEMU process stays stopped for inspection.</summary>
    [Fact]
    public void MachineThatCrashedAndIsKept_IsShownAsOneThatExists()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with { State = MachineState.Crashed, Reason = MachineReason.Panicked }]));

        var page = Open(Url);

        Assert.Equal("action-reset", page.Find(".wc-places > .wc-primary").GetAttribute("data-testid"));
        Assert.Equal(["action-reset"], page.FindAll(".wc-places > [data-testid^=action-]").Select(button => button.GetAttribute("data-testid")));
        Assert.Single(page.FindAll("[data-testid=action-force-off]"));
        Assert.Empty(page.FindAll("[data-testid=action-start]"));
        Assert.Single(page.FindAll("[data-testid=machine-state] time"));
        Assert.Contains("192.168.122.1", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kvm", "KVM")]
    [InlineData("qemu", "emulated (no KVM)")]
    [InlineData("bhyve", "bhyve")]
    public void Virtualisation_IsSaidInWords(string type, string words)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with { Xml = $"<domain type='{type}'><name>web</name></domain>" }]));

        Assert.Contains(Open(Url).FindAll("dd"), fact => fact.TextContent == words);
    }

    [Fact]
    public void Disk_ShowsItsSizeAsSoonAsItsPoolWasLookedInto()
    {
        Inventory.Update(_ => TestInventory.Full with { Volumes = TestInventory.Empty.Volumes });
        var page = Open(Url);
        Assert.Contains("vda –", page.Markup, StringComparison.Ordinal);

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Contains("vda 20 GiB", page.Markup, StringComparison.Ordinal));
        Assert.Contains("20 GiB disk vda", Open($"{Url}?tab=hardware").Find("[data-testid=hardware]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void JobOnADisk_IsShown_WithItsProgress_AndThatItWaits()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open($"{Url}?tab=hardware");
        Assert.Empty(page.FindAll("[data-testid=disk-job]"));

        Has(new DiskJob("vda", DiskJobKind.Copy) { Percent = 41, Into = "/srv/second/copy.qcow2" });
        page.WaitForAssertion(() => Assert.Equal("Is copied to copy.qcow2: 41 %", page.Find("[data-testid=disk-job]").TextContent));
        Has(new DiskJob("vda", DiskJobKind.Copy) { Percent = 100, IsReady = true });
        page.WaitForAssertion(() => Assert.Equal("Is copied: complete, and waits to be finished", page.Find("[data-testid=disk-job][data-state=ready]").TextContent));

        void Has(DiskJob job) => Change(known => known.WithDiskJobs(TestInventory.Id(1), [job]));
    }

    [Fact]
    public void DiskOutsideOfPools_ShowsItsSizeWhileItsMachineRuns()
    {
        Inventory.Update(_ => TestInventory.Full with { Volumes = TestInventory.Empty.Volumes });
        var page = Open(Url);
        Measure(TestInventory.Id(1), "vda", 30L << 30);

        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains("vda 30 GiB", page.Markup, StringComparison.Ordinal));

        Change(snapshot => snapshot.Set(TestInventory.Machine(1, "web-01", MachineState.ShutOff)));
        page.WaitForAssertion(() => Assert.Contains("vda –", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_IsDrawnAnewOnlyForWhatItShows()
    {
        Inventory.Update(_ => TestInventory.Full);
        Measure(TestInventory.Id(1), "vda", 30L << 30);
        var page = Open(Url).FindComponent<MachinePage>();
        // What the opening has queued is drawn first.
        var drawn = 0;
        while (drawn != page.RenderCount)
        {
            drawn = page.RenderCount;
            await Task.Delay(50, Xunit.TestContext.Current.CancellationToken);
            await page.InvokeAsync(() => { });
        }

        Measure(TestInventory.Id(1), "vda", 30L << 30);
        // What the page looks at by the clock is not the inventory.
        Inventory.Update(snapshot => snapshot.Set(TestInventory.Machine(2, "web-02", MachineState.Paused)));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(drawn, page.RenderCount);

        Clock.Advance(TimeSpan.FromMinutes(1));
        page.WaitForAssertion(() => Assert.NotEqual(drawn, page.RenderCount));
    }

    [Fact]
    public void Definition_IsShownAsItIs()
    {
        Inventory.Update(_ => TestInventory.Hostile);

        var shown = Open($"{Url}?tab=xml").Find("[data-testid=xml] code").TextContent;

        Assert.Equal(TestInventory.Hostile.Machines[TestInventory.Id(1)].Xml, shown);
    }

    private void Measure(MachineId machine, string disk, long bytes)
    {
        var series = Services.GetRequiredService<MetricsStore>().Host(machine.Host);
        series.Begin(Clock.GetTimestamp());
        series.SetMachine(machine.Uuid, new SampleBuffer(), TimeSpan.Zero);
        series.SetDiskSizes(machine.Uuid, [new DiskCounters(disk, 0, 0, 0, 0) { CapacityBytes = bytes }]);
        series.Publish();
    }
}
