using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The drawing of what a machine rests on.</summary>
public sealed class MachineDrawingTests : PageContext
{
    private const string Many = "more-of-it";

    private static string Url(int machine) => $"/machines/{TestInventory.Id(machine)}?tab=drawing";

    [Fact]
    public void Chain_Network_AndHost_AreBoxes_ThatLeadToEachOther()
    {
        var page = Draw("""
            <disk type='file' device='disk'><source file='/srv/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>
            <disk type='file' device='disk'><source file='/srv/images/web-02.qcow2'/><target dev='vdb' bus='virtio'/></disk>
            <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/><link state='down'/></interface>
            <interface type='direct'><mac address='52:54:00:00:00:02'/><source dev='eth0' mode='bridge'/></interface>
            <hostdev mode='subsystem' type='pci'><source><address domain='0' bus='0x3b' slot='0' function='0'/></source></hostdev>
            <filesystem type='mount'><source dir='/srv/shared'/><target dir='shared'/></filesystem>
            <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
            """, "/srv/images/base.qcow2");

        Assert.Equivalent(new[]
        {
            "web-01 > vda", "web-01 > vdb", "web-01 > sda", "web-01 > 52:54:00:00:00:01", "web-01 > 52:54:00:00:00:02", "web-01 > PCI device", "web-01 > shared",
            "vda > web-01.qcow2", "web-01.qcow2 > base.qcow2", "vdb > web-02.qcow2", "web-02.qcow2 > base.qcow2", "base.qcow2 > images", "images > /srv/images",
            "52:54:00:00:00:01 > default", "default > virbr0", "52:54:00:00:00:02 > eth0", "PCI device > 0000:3b:00.0", "shared > /srv/shared",
        }, Lines(page), strict: true);
        Assert.Contains("unplugged", Box(page, "52:54:00:00:00:01").TextContent, StringComparison.Ordinal);
        Assert.Contains("empty", Box(page, "sda").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/storage/{TestInventory.HostName}/{TestInventory.PoolId}", Box(page, "images").QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("active", Box(page, "default").QuerySelector(".wc-state")!.GetAttribute("data-state"));
        Assert.Equal("running", Box(page, "web-01").QuerySelector(".wc-state")!.GetAttribute("data-state"));
        Assert.Equal(["bridge", "card of the host", "device of the host", "disk", "image", "machine", "network", "network card", "shared folder", "storage", "storage pool"],
            page.FindAll("[data-testid=legend] li").Select(kind => kind.TextContent).Order(StringComparer.Ordinal).Except(["folder of the host"]));
    }

    /// <summary>Its volumes are not listed, and its files are there.</summary>
    [Fact]
    public void ImageInAPoolThatIsNotStarted_LeadsToIt()
    {
        const string Disk = "<disk type='file' device='disk'><source file='/srv/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>";
        var page = Draw(Disk);
        Change(known => known with { Volumes = known.Volumes.Clear(), StoragePools = known.StoragePools.SetItem((TestInventory.HostName, TestInventory.PoolId), known.StoragePools[(TestInventory.HostName, TestInventory.PoolId)] with { State = "inactive" }) });

        page.WaitForAssertion(() => Assert.Contains("pool images is not started", Box(page, "web-01.qcow2").TextContent, StringComparison.Ordinal));
        Assert.Contains("web-01.qcow2 > images", Lines(page));
    }

    /// <summary>Where the drawing ends on this host: a bridge leads to the cards that are its ports, and not back to the machines on it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bridge_LeadsToTheCardsOfItsHost_WhereThatIsKnown(bool isLocal)
    {
        var root = Path.Combine(HostRoot, "sys/class/net");
        foreach (var name in (string[])["br0", "eth0", "vnet3"])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            File.WriteAllText(Path.Combine(root, name, "ifindex"), "1");
            if (name != "br0")
                Directory.CreateSymbolicLink(Path.Combine(root, name, "master"), Path.Combine(root, "br0"));
        }
        File.WriteAllText(Path.Combine(root, "vnet3/tun_flags"), "0x1002");

        var page = Draw("<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/></interface><interface type='bridge'><mac address='52:54:00:00:00:02'/><source bridge='../..'/></interface>", isLocal: isLocal);

        page.WaitForAssertion(() => Assert.Equal(isLocal ? ["br0 > eth0"] : [], Lines(page).Where(line => line.StartsWith("br0", StringComparison.Ordinal) || line.StartsWith("..", StringComparison.Ordinal))));
    }

    /// <summary>As high as its devices need, with the machine beside the middle of them.</summary>
    [Fact]
    public void Machine_StandsBesideItsDevices()
    {
        var page = Draw("<disk type='file' device='disk'><source file='/srv/images/web-01.qcow2'/><target dev='vda'/></disk><disk type='file' device='cdrom'><target dev='sda'/></disk><disk type='file' device='cdrom'><target dev='sdb'/></disk>");

        Assert.Contains("left: 16px; top: 76px", Box(page, "web-01").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal([16, 76, 136], new[] { "vda", "sda", "sdb" }.Select(disk => int.Parse(System.Text.RegularExpressions.Regex.Match(Box(page, disk).GetAttribute("style")!, "top: ([0-9]+)px").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("height: 196px", page.Find(".wc-drawing-sheet").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void MachineThatRestsOnNothing_SaysSo() =>
        Assert.Contains("It rests on nothing of the host", Draw("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Table_HoldsTheSame()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url(1));
        var drawn = Boxes(page).Select(Title).ToArray();
        // A table has no size to choose.
        Assert.Equal(["-", "0", "+"], page.FindAll("[data-testid=drawing] [data-zoom]").Select(button => button.GetAttribute("data-zoom")));

        await page.ClickAsync("[data-testid=as-table]");

        Assert.Empty(page.FindAll("[data-testid=drawing] [data-zoom]"));
        Assert.Equal(drawn, page.FindAll("[data-testid=drawing] tbody tr td:first-child bdi").Select(cell => cell.TextContent));
    }

    [Fact]
    public void ImageThatRestsOnItself_EndsTheChain() =>
        Assert.Contains("base.qcow2 > images", Lines(Draw("<disk type='file' device='disk'><source file='/srv/images/web-01.qcow2'/><target dev='vda'/></disk>", "/srv/images/base.qcow2", "/srv/images/web-01.qcow2")));

    [Fact]
    public async Task ManyDevices_AreFolded_AndNoTwoBoxesStandOnOnePlace()
    {
        var page = Draw(string.Concat(Enumerable.Range(0, 60).Select(number => $"<disk type='file' device='disk'><source file='/srv/images/{Many}-{number}.img'/><target dev='vd{number}'/></disk>")));
        Assert.Contains("50 more", page.Find("[data-testid=drawing] button.wc-node").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=drawing] button.wc-node");

        Assert.Equal(121, Boxes(page).Count);
        Assert.Equal(121, Boxes(page).Select(box => box.GetAttribute("style")).Distinct().Count());
    }

    [Fact]
    public void HostileNames_AreText()
    {
        Inventory.Update(_ => TestInventory.Hostile);
        foreach (var number in Enumerable.Range(1, TestInventory.HostileNames.Length))
            Assert.Empty(Open(Url(number)).FindAll("[data-testid=drawing] :is(script, img)"));
    }

    private IRenderedComponent<Routes> Draw(string devices, string? below = null, string? belowThat = null, bool isLocal = true)
    {
        var inventory = TestInventory.Full;
        var machine = inventory.Machines[TestInventory.Id(1)];
        var volumes = inventory.Volumes[(TestInventory.HostName, TestInventory.PoolId)].Listed.Select(volume => volume with { BackingPath = below });
        inventory = inventory.Set(machine with { Xml = $"<domain type='kvm'><name>web-01</name><devices>{devices}</devices></domain>" });
        Inventory.Update(_ => inventory.WithHost(TestInventory.HostName, host => host with { Facts = host.Facts! with { IsLocal = isLocal } }) with
        {
            Volumes = inventory.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId),
                new PoolVolumes([.. volumes, .. below is null ? [] : new[] { new StorageVolume("base.qcow2", below, "qcow2", 1 << 30, 1 << 20) { BackingPath = belowThat } }])),
        });
        return Open(Url(1));
    }

    private static IReadOnlyList<IElement> Boxes(IRenderedComponent<Routes> page) => page.FindAll("[data-testid=node]");

    private static IElement Box(IRenderedComponent<Routes> page, string title) => Boxes(page).Single(box => Title(box) == title);

    private static string Title(IElement box) => box.QuerySelector("bdi")!.TextContent;

    private static IEnumerable<string> Lines(IRenderedComponent<Routes> page)
    {
        var titles = Boxes(page).ToDictionary(box => box.GetAttribute("data-node")!, Title);
        return page.FindAll("[data-testid=drawing] path[data-from]").Select(path => $"{titles[path.GetAttribute("data-from")!]} > {titles[path.GetAttribute("data-to")!]}");
    }
}
