using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class VolumePageTests : PageContext
{
    private static readonly string Pool = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Fact]
    public void Page_SaysWhatItIsAndWhoMayOpenIt()
    {
        Show(Volume("web.qcow2") with { Encrypted = true, Access = new VolumeAccess("0640", 64055, 108, "system_u:object_r:virt_image_t:s0") });

        var page = Open($"{Pool}/volumes/web.qcow2");

        var facts = page.FindAll(".wc-facts > div").ToDictionary(fact => fact.Children[0].TextContent, fact => fact.Children[1].TextContent);
        Assert.Equal("rw-r----- (0640)", facts["Permissions"]);
        Assert.Equal("user 64055, group 108", facts["Owner"]);
        Assert.Equal("system_u:object_r:virt_image_t:s0", facts["Security label"]);
        Assert.Equal("yes", facts["Encrypted"]);
        Assert.Empty(page.FindAll("[data-testid=chain]"));
    }

    /// <summary>On another host the same numbers may be others'.</summary>
    [Theory]
    [InlineData(true, "user 64055 (libvirt-qemu), group 108 (kvm)")]
    [InlineData(false, "user 64055, group 108")]
    public void Owner_HasNamesOnThisMachine(bool isLocal, string said)
    {
        var root = Directory.CreateTempSubdirectory("webconsole-test-");
        try
        {
            root.CreateSubdirectory("etc");
            File.WriteAllText(Path.Combine(root.FullName, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nlibvirt-qemu:x:64055:108::/var/lib/libvirt:/usr/sbin/nologin\n");
            File.WriteAllText(Path.Combine(root.FullName, "etc/group"), "root:x:0:\nkvm:x:108:libvirt-qemu\n");
            Services.AddSingleton(new HostFiles(root.FullName));
            Show(Volume("web.qcow2") with { Access = new VolumeAccess("0640", 64055, 108, null) });
            Inventory.Update(snapshot => snapshot.WithHost(TestInventory.HostName, host => host with { Facts = host.Facts! with { IsLocal = isLocal } }));

            Assert.Contains(Open($"{Pool}/volumes/web.qcow2").FindAll(".wc-facts dd"), fact => fact.TextContent == said);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("0600", "rw------- (0600)")]
    [InlineData("4755", "rwxr-xr-x (4755)")]
    [InlineData("<b>", "<b>")]
    [InlineData("77777", "77777")]
    public void Mode_IsSaidAsLsDoes(string mode, string said)
    {
        Show(Volume("web.qcow2") with { Access = new VolumeAccess(mode, null, null, null) });

        Assert.Contains(Open($"{Pool}/volumes/web.qcow2").FindAll(".wc-facts dd"), fact => fact.TextContent == said);
    }

    [Fact]
    public void Chain_LeadsToEachImage_AndItsMachines()
    {
        Show(Volume("web-01.qcow2") with { BackingPath = "/srv/images/base.qcow2" }, Volume("base.qcow2") with { BackingPath = "/gold.qcow2" });

        var page = Open($"{Pool}/volumes/base.qcow2");

        var images = page.FindAll("[data-testid=chain-image]");
        Assert.Equal(["/gold.qcow2", "base.qcow2", "web-01.qcow2"], images.Select(image => image.QuerySelector(":is(a, strong, .wc-mono)")!.TextContent));
        Assert.Equal("true", images[1].GetAttribute("aria-current"));
        Assert.Equal([$"{Pool}/volumes/web-01.qcow2", $"/machines/{TestInventory.Id(1)}"], images[2].QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
        Assert.Contains("in no pool", images[0].TextContent, StringComparison.Ordinal);
    }

    /// <summary>A name may be anything that a path may be.</summary>
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a b+c&d=e;f")]
    [InlineData("100%.qcow2")]
    [InlineData("a%2fb")]
    [InlineData("what?.qcow2")]
    [InlineData("a#b")]
    [InlineData("...")]
    [InlineData("unit:0:0:1")]
    [InlineData("caf\uFFFD.img")]
    [Trait("Attack", "X1")]
    public void LinkOfTheList_LeadsToAnyName(string name)
    {
        Show(Volume(name));
        var link = Open(Pool).Find("[data-testid=volume-row] .wc-row-name").GetAttribute("href")!;

        Assert.Equal(name, Open(link).Find("h1").TextContent);
    }

    [Fact]
    public void VolumeThatVanishes_KeepsItsFactsAndLosesItsActions()
    {
        Show(Volume("web.qcow2"));
        var page = Open($"{Pool}/volumes/web.qcow2");
        Assert.NotEmpty(page.FindAll("[data-testid=action-download]"));

        Inventory.Update(_ => TestInventory.Full.WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes()));

        page.WaitForElement("[data-testid=gone]");
        Assert.Empty(page.FindAll("[data-testid=action-download]"));
        Assert.Equal("web.qcow2", page.Find("h1").TextContent);
    }

    [Fact]
    public void Viewer_CannotDownload()
    {
        Show(Volume("web.qcow2"));

        Assert.Empty(Open($"{Pool}/volumes/web.qcow2", Role.Viewer).FindAll("[data-testid=action-download], .wc-actions button"));
    }

    private static StorageVolume Volume(string name) => new(name, $"/srv/images/{name}", "qcow2", 20L << 30, 0);

    private void Show(params StorageVolume[] volumes) => Inventory.Update(_ => TestInventory.Full
        .Set(TestInventory.Machine(1, "web-01")).WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([.. volumes])));
}
