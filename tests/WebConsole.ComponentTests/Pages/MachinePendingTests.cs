using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What a running machine will be otherwise after its next start.</summary>
public sealed class MachinePendingTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}";

    [Fact]
    public async Task Changes_AreCounted_AndListedOnDemand()
    {
        Inventory.Update(_ => WithNext(xml => xml.Replace("</name>", "</name><title>Later</title>", StringComparison.Ordinal)));
        var page = Open(Url);
        Assert.Equal("1", page.Find("[data-testid=pending-changes]").GetAttribute("data-count"));
        Assert.Equal("1", page.Find("[data-testid=tab-hardware] .wc-tab-count").TextContent);
        Assert.Empty(page.FindAll("[data-testid=pending-list]"));

        await page.ClickAsync("[data-testid=pending-changes] button");

        page.WaitForAssertion(() => Assert.Contains("Later", page.Find("[data-testid=pending-list]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>What people did once is one row, and its hardware is marked.</summary>
    [Fact]
    public async Task Memory_IsOneRow_WhichTakesBothNumbersBack()
    {
        var web = TestInventory.Full.Machines[TestInventory.Id(1)];
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web with { Persistent = true, Xml = With(160), InactiveXml = With(300) }]));
        var page = Open($"{Url}?tab=hardware");
        Assert.Equal("1", page.Find("[data-testid=pending-changes]").GetAttribute("data-count"));
        Assert.Equal("160 MiB → 300 MiB after restart", page.Find("[data-kind=Memory] [data-testid=waits]").TextContent);

        await page.ClickAsync("[data-testid=pending-changes] button");
        page.WaitForAssertion(() => Assert.Contains("300 MiB", page.Find("[data-testid=pending-list]").TextContent, StringComparison.Ordinal));
        Assert.Equal("memory\ncurrentMemory", page.Find("[data-testid=pending-list] td bdi").GetAttribute("title"));
        Assert.Equal("Revert Memory", Assert.Single(page.FindAll("[data-testid=revert-change]")).GetAttribute("title"));

        string With(int mebibytes) => web.Xml.Replace("</name>", $"</name><memory unit='KiB'>{mebibytes << 10}</memory><currentMemory unit='KiB'>{mebibytes << 10}</currentMemory>", StringComparison.Ordinal);
    }

    /// <summary>One action shuts it down and starts it again, and asks before; beside it stands that a reboot does not do.</summary>
    [Fact]
    public async Task Restart_IsOffered_AndAsks()
    {
        Inventory.Update(_ => WithNext(xml => xml.Replace("</name>", "</name><title>Later</title>", StringComparison.Ordinal), persistent: true));
        var page = Open(Url, Role.Operator);
        Assert.Contains("A reboot of the guest does not apply them.", page.Find("[data-testid=pending-changes]").TextContent, StringComparison.Ordinal);
        // The question is red, not the button that leads to it.
        Assert.DoesNotContain("wc-danger", page.Find("[data-testid=restart-to-apply]").ClassName, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=restart-to-apply]");

        Assert.Equal("Restart machine", page.WaitForElement("[data-testid=confirm]").TextContent);
        Assert.Equal("Restart web-01 to apply its changes?", page.Find(".wc-dialog-title").TextContent);
        Assert.Equal(["Title: not set → Later"], page.FindAll("[data-testid=confirm-disks] li").Select(change => change.TextContent.Trim()));
    }

    /// <summary>As many as can be read at a glance.</summary>
    [Fact]
    public async Task Restart_ListsTheFirstFiveChanges()
    {
        var disks = string.Concat(Enumerable.Range(0, 7).Select(disk => $"<disk type='file' device='disk'><source file='/srv/{disk}'/><target dev='vd{(char)('k' + disk)}'/></disk>"));
        Inventory.Update(_ => WithNext(xml => xml.Replace("</devices>", $"{disks}</devices>", StringComparison.Ordinal), persistent: true));
        var page = Open(Url, Role.Operator);

        await page.ClickAsync("[data-testid=restart-to-apply]");

        var said = page.WaitForElement("[data-testid=confirm-disks]").QuerySelectorAll("li").Select(change => change.TextContent.Trim()).ToArray();
        Assert.Equal(6, said.Length);
        Assert.Equal(("Disk vdk added: /srv/0", "and 2 more"), (said[0], said[^1]));
    }

    [Fact]
    public async Task Revert_ShowsWhatHoldsNowAndNext()
    {
        Inventory.Update(_ => WithNext(xml => xml.Replace("</name>", "</name><title>Later</title>", StringComparison.Ordinal), persistent: true));
        var page = Open(Url);

        await page.ClickAsync("[data-testid=revert-pending]");

        Assert.Contains("not set → Later", page.WaitForElement("[data-testid=revert-choice]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Somebody wanted it at once.</summary>
    [Fact]
    [Trait("Attack", "X1")]
    public async Task DeviceThatCouldNotBePluggedIn_HasTheReason()
    {
        var tasks = Services.GetRequiredService<TaskStore>();
        var task = new TaskRecord
        {
            Id = tasks.NextId(), Action = "add-device", Verb = "add a network card to", Target = "web-01", Subject = TestInventory.Id(1), User = "jane", From = "192.0.2.7",
            State = TaskState.Succeeded, StartedAt = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), EndedAt = Clock.GetUtcNow(), VirshLine = "virsh attach-device",
            Log = ["Plug in interface:52:54:00:00:00:09: takes effect at the next start. internal error: No more available PCI slots", "Plug in disk:vdz: takes effect at the next start. <b>no</b>"],
        };
        tasks.Show(task);
        await tasks.SaveAsync(task);
        Inventory.Update(_ => WithNext(xml => xml.Replace("</devices>", "<interface type='network'><mac address='52:54:00:00:00:09'/><source network='default'/></interface></devices>", StringComparison.Ordinal), persistent: true));

        var page = Open(Url);

        page.WaitForAssertion(() => Assert.Equal(["interface:52:54:00:00:00:09: while it runs, the machine has no free PCI port."], page.FindAll("[data-testid=pending-why]").Select(reason => reason.TextContent)));
    }

    [Fact]
    public void SameDefinition_IsNoChange()
    {
        Inventory.Update(_ => WithNext(xml => xml));

        Assert.Empty(Open(Url).FindAll("[data-testid=pending-changes]"));
    }

    /// <summary>libvirt notes how strictly it checked the processor, which no restart takes away.</summary>
    [Fact]
    public void WhatLibvirtNotesOfTheProcessor_IsNoChange()
    {
        const string Next = "<cpu mode='custom' match='exact' check='none'><model>qemu64</model></cpu>";
        var web = TestInventory.Full.Machines[TestInventory.Id(1)];
        web = web with { Xml = web.Xml.Replace("</name>", "</name>" + Next, StringComparison.Ordinal) };
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web with { InactiveXml = web.Xml, Xml = web.Xml.Replace("check='none'", "check='full'", StringComparison.Ordinal) }]));

        Assert.Empty(Open(Url).FindAll("[data-testid=pending-changes]"));
    }

    [Fact]
    [Trait("Attack", "Z3")]
    public async Task Viewer_ReadsNoValueThatTheDefinitionHidesFromViewers()
    {
        Inventory.Update(_ => WithNext(xml => xml.Replace("</name>", "</name><sysinfo type='smbios'><oemStrings><entry>secret-word</entry></oemStrings></sysinfo>", StringComparison.Ordinal)));
        var page = Open(Url, Role.Viewer);

        await page.ClickAsync("[data-testid=pending-changes] button");

        Assert.DoesNotContain("secret-word", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Operator, 0)]
    [InlineData(Role.Viewer, 0)]
    [Trait("Attack", "Z1")]
    public async Task WhoMayConfigure_CanTakeThemBack(Role role, int buttons)
    {
        Inventory.Update(_ => WithNext(xml => xml.Replace("</name>", "</name><title>Later</title>", StringComparison.Ordinal), persistent: true));
        var page = Open(Url, role);

        await page.ClickAsync("[data-testid=pending-changes] button");

        page.WaitForAssertion(() => Assert.Equal((buttons, buttons), (page.FindAll("[data-testid=revert-change]").Count, page.FindAll("[data-testid=revert-pending]").Count)));
    }

    private static InventorySnapshot WithNext(Func<string, string> change, bool persistent = false)
    {
        var web = TestInventory.Full.Machines[TestInventory.Id(1)];
        return TestInventory.With(TestInventory.Full, [web with { InactiveXml = change(web.Xml), Persistent = persistent }]);
    }
}
