using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The list of a machine's hardware that changes it.</summary>
public sealed class HardwareTabTests : PageContext
{
    private const string Disk = "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='/srv/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>";

    private const string Balloon = "<memballoon model='virtio'/>";

    private static readonly string Url = $"/machines/{TestInventory.Id(1)}?tab=hardware";

    private static readonly string Xml = $"""
        <domain type='kvm'><name>web-01</name><vcpu>2</vcpu><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
        {Disk}
        <disk type='file' device='cdrom'><source file='/srv/images/debian.iso'/><target dev='sda' bus='sata'/><readonly/></disk>
        <disk type='file' device='cdrom'><target dev='sdb' bus='sata'/><readonly/></disk>
        <controller type='pci' index='0' model='pcie-root'/><controller type='sata' index='0'/>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/><model type='virtio'/></interface>
        <graphics type='vnc' port='-1' autoport='yes'/><video><model type='vga'/></video><audio id='1' type='none'/>
        <input type='tablet' bus='usb'/><input type='mouse' bus='ps2'/><input type='keyboard' bus='ps2'/>
        <serial type='pty'><target port='0'/></serial>
        {Balloon}
        </devices></domain>
        """;

    [Fact]
    public void Hardware_StandsInGroups_AndPlumbingIsFolded()
    {
        Has(Xml);

        var page = Open(Url);

        Assert.Equal(["base", "disks", "network", "display", "host", "other", "plumbing"], page.FindAll("[data-group]").Select(group => group.GetAttribute("data-group")));
        Assert.Equal(["Processor", "Memory", "Firmware"], page.FindAll("[data-group=base] li").Select(row => row.GetAttribute("data-kind")));
        Assert.Equal("Disks 3", Heading(page, "disks"));
        Assert.Equal("Plumbing 6", Heading(page, "plumbing"));
        Assert.Empty(page.FindAll("[data-group=plumbing] li"));
    }

    [Fact]
    public async Task Plumbing_UnfoldsAndFolds_AndTheAddressSaysSo()
    {
        Has(Xml);
        var page = Open(Url);

        await page.ClickAsync("[data-testid=plumbing]");

        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("[data-group=plumbing] li").Count));
        Assert.EndsWith("?tab=hardware&plumbing=open", Navigation.Uri, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=plumbing]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-group=plumbing] li")));
        Assert.EndsWith("?tab=hardware", Navigation.Uri, StringComparison.Ordinal);
    }

    /// <summary>A SPICE display offers to be replaced where it stands; any other has nothing to be replaced.</summary>
    [Theory]
    [InlineData("spice", 1)]
    [InlineData("vnc", 0)]
    public async Task SpiceDisplay_OffersItsReplacement(string type, int offers)
    {
        Has(Xml.Replace("graphics type='vnc'", $"graphics type='{type}'", StringComparison.Ordinal));
        var page = Open(Url);

        await page.ClickAsync("[data-group=display] [data-kind=Display] [data-testid=row-menu]");
        page.WaitForElement("#row-menu [data-testid=action-remove]");

        Assert.Equal(offers, page.FindAll("#row-menu [data-testid=replace-spice-item]").Count);
    }

    /// <summary>What no device is has a menu, too: that a row opens is seen before one is over it.</summary>
    [Theory]
    [InlineData("Processor")]
    [InlineData("Memory")]
    [InlineData("Firmware")]
    public async Task BaseRow_HasAMenu_WhichChangesIt(string kind)
    {
        Has(Xml);
        var page = Open(Url);

        await page.ClickAsync($"[data-group=base] [data-kind={kind}] [data-testid=row-menu]");

        page.WaitForElement("#row-menu [data-testid=change-item]");
        Assert.EndsWith("?tab=xml", page.Find("#row-menu a[role=menuitem]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Card_SaysItsAddress()
    {
        Has(Xml);
        Change(known => known with { Machines = known.Machines.SetItem(TestInventory.Id(1), known.Machines[TestInventory.Id(1)] with { MacAddresses = ["52:54:00:00:00:01"], Addresses = ["192.0.2.7"] }) });

        Assert.Equal("192.0.2.7", Assert.Single(Open(Url).FindAll("[data-testid=card-has]")).TextContent);
    }

    /// <summary>Nothing that waits for a restart, or that somebody looks for, is hidden.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("&plumbing=folded", false)]
    [InlineData("&show=changed", true)]
    [InlineData("&q=balloon", true)]
    [InlineData("&q=BALLOON%20plumb&plumbing=folded", true)]
    public void Plumbing_IsUnfolded_WhereSomethingOfItWaitsOrIsLookedFor(string query, bool shown)
    {
        Has(Xml, Xml.Replace(Balloon, "<memballoon model='virtio-transitional'/>", StringComparison.Ordinal));

        var row = Open(Url + query).FindAll("[data-group=plumbing] [data-kind=Balloon]");

        Assert.Equal(shown, row.Count == 1);
        if (shown)
            Assert.Equal("changed", row[0].GetAttribute("data-state"));
    }

    [Fact]
    public async Task Filter_LeavesWhatFits_AndPillsWhatChanges()
    {
        Has(Xml, Xml.Replace("cache='none'", "cache='writeback'", StringComparison.Ordinal));
        var page = Open(Url + "&q=52:54");
        Assert.Equal("interface:52:54:00:00:00:01", Assert.Single(page.FindAll("[data-testid=hardware] li")).GetAttribute("data-key"));
        Assert.Equal("Changed1", page.Find("[data-testid=show-changed]").TextContent);

        await page.ClickAsync("[data-testid=show-changed]");
        page.WaitForElement("[data-testid=nothing-fits]");
        await page.ClickAsync("[data-testid=nothing-fits] button");
        page.WaitForAssertion(() => Assert.True(page.FindAll("[data-testid=hardware] li").Count > 10));

        await page.ClickAsync("[data-testid=show-changed]");
        page.WaitForAssertion(() => Assert.Equal("disk:vda", Assert.Single(page.FindAll("[data-testid=hardware] li")).GetAttribute("data-key")));
    }

    [Theory]
    [InlineData("cache='none'", "cache='writeback'", "vda", "changed", "→", "driver cache: none → writeback after restart")]
    [InlineData(Disk, "", "vda", "gone", "−", "gone after restart")]
    [InlineData(Disk, Disk + "<disk type='file' device='disk'><source file='/srv/images/b.img'/><target dev='vdb' bus='virtio'/></disk>", "vdb", "next", "+", "new after restart")]
    public async Task WhatWaits_HasItsSignItsWordsAndAWayBack(string now, string next, string disk, string state, string sign, string words)
    {
        Has(Xml, Xml.Replace(now, next, StringComparison.Ordinal));
        var page = Open(Url);
        var row = page.Find($"[data-key='disk:{disk}']");
        Assert.Equal((state, sign, words), (row.GetAttribute("data-state"), row.QuerySelector(".wc-device-sign")?.TextContent, row.QuerySelector("[data-testid=waits]")?.TextContent));
        Assert.Single(page.FindAll("[data-testid=waits]"));

        await page.ClickAsync("[data-testid=revert-device]");

        page.WaitForAssertion(() => Assert.Equal("revert-pending", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Action));
    }

    [Fact]
    public async Task Name_OpensWhatChangesIt()
    {
        Has(Xml);
        var page = Open(Url);
        var dialogs = Render<MudDialogProvider>();

        await page.ClickAsync("[data-key='disk:vda'] [data-row-link]");

        Assert.Contains("vda", dialogs.WaitForElement("[data-testid=dialog]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["edit-processors", "edit-memory", "edit-start"], page.FindAll("[data-group=base] [data-row-link]").Select(name => name.GetAttribute("data-testid")));
    }

    /// <summary>Who may not change it reads its XML.</summary>
    [Theory, Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public void NameForWhoMayNotChangeIt_LeadsToItsXml(Role role)
    {
        Has(Xml, Xml.Replace("cache='none'", "cache='writeback'", StringComparison.Ordinal));

        var page = Open(Url, role);

        Assert.Equal($"/machines/{TestInventory.Id(1)}?tab=xml&device=disk%3Avda", page.Find("[data-key='disk:vda'] [data-row-link]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=open-device], [data-testid=edit-memory], [data-testid=add-device], [data-testid=revert-device]"));
        Assert.Equal(role is Role.Operator, page.FindAll("[data-testid=eject]").Count == 1);
    }

    /// <summary>A disk that was plugged in for both definitions has its own address in each, and libvirt made a port for the stored one.</summary>
    [Fact]
    public void AddressesAndPorts_DoNotWait()
    {
        const string Rng = "<rng model='virtio'><backend model='random'>/dev/urandom</backend><address type='pci' domain='0x0000' bus='0x0a' slot='0x00' function='0x0'/></rng>";
        var live = Xml.Replace(Balloon, Balloon + Rng, StringComparison.Ordinal);
        Has(live, live.Replace("0x0a", "0x0d", StringComparison.Ordinal).Replace("</devices>", "<controller type='pci' index='13' model='pcie-root-port'/></devices>", StringComparison.Ordinal));

        var page = Open(Url + "&plumbing=open");

        Assert.NotEmpty(page.FindAll("[data-testid=hardware] li"));
        Assert.Empty(page.FindAll("[data-testid=waits]"));
        Assert.Empty(page.FindAll("[data-testid=pending-changes]"));
        Assert.Single(page.FindAll("[data-key^='rng:']"));
    }

    /// <summary>Of a medium that was ejected, libvirt leaves the number of its image.</summary>
    [Fact]
    public void Drive_OffersWhatCanBeDoneNow()
    {
        Has(Xml.Replace("<target dev='sdb'", "<source index='3'/><target dev='sdb'", StringComparison.Ordinal));

        var page = Open(Url);

        Assert.Equal(["Eject", "Change…"], Buttons("sda"));
        Assert.Equal(["Insert…"], Buttons("sdb"));
        Assert.Empty(Buttons("vda"));

        IEnumerable<string> Buttons(string disk) => page.FindAll($"[data-key='disk:{disk}'] .wc-button").Select(button => button.TextContent.Trim());
    }

    [Fact]
    public void JobOnADisk_IsABar_WithWhatEndsIt()
    {
        Has(Xml);
        var page = Open(Url);

        Change(known => known.WithDiskJobs(TestInventory.Id(1), [new DiskJob("vda", DiskJobKind.Copy) { Percent = 41, BytesPerSecond = 10_000_000 }]));
        page.WaitForAssertion(() => Assert.Equal("41", page.Find("[data-key='disk:vda'] [role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Contains("at most 10 MB/s", page.Find("[data-key='disk:vda']").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=cancel-job]"));
        Assert.Empty(page.FindAll("[data-testid=finish-job]"));

        Change(known => known.WithDiskJobs(TestInventory.Id(1), [new DiskJob("vda", DiskJobKind.Copy) { Percent = 100, IsReady = true }]));
        page.WaitForElement("[data-testid=finish-job]");
    }

    private static string Heading(IRenderedComponent<Routes> page, string group) => string.Join(' ', page.Find($"[data-group={group}] h2").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Has(string xml, string? next = null) =>
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [TestInventory.Machine(1, "web-01") with { Xml = xml, InactiveXml = next }]));
}
