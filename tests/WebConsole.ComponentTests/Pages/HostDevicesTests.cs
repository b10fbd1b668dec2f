using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The devices of a host: the list, and the page of each.</summary>
public sealed class HostDevicesTests : PageContext
{
    private const string List = "/host?host=local&tab=devices";

    private static readonly Machine Given = TestInventory.Machine(1, "web-01") with
    {
        Xml = "<domain type='kvm'><name>web-01</name><devices><hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev></devices></domain>",
    };

    [Fact]
    public void Device_IsShownWithWhatItIsAndWhoHasIt()
    {
        Fill();

        var page = Open(List);

        var row = page.WaitForElement("[data-testid=device-row][data-key=pci_0000_3b_00_0]");
        Assert.Equal("used", row.GetAttribute("data-state"));
        foreach (var text in new[] { "Intel Corporation X540", "0000:3b:00.0", "ixgbe", "15" })
            Assert.Contains(text, row.TextContent, StringComparison.Ordinal);
        Assert.Contains(row.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/machines/local/{TestInventory.Id(1).Uuid:D}");
        Assert.Contains(row.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/host/local/devices/pci_0000_3b_00_0");
        Assert.Equal("free", page.Find("[data-key=pci_0000_06_00_0]").GetAttribute("data-state"));
    }

    [Theory]
    [InlineData("&kind=network", "net_eth0")]
    [InlineData("&kind=SR-IOV", "pci_0000_3b_00_0 pci_0000_3b_10_0")]
    [InlineData("&kind=used", "pci_0000_3b_00_0")]
    [InlineData("&q=WEB-01", "pci_0000_3b_00_0")]
    [InlineData("&q=tesla nvidia", "pci_0000_06_00_0")]
    [InlineData("&q=0000:3b:10.0", "pci_0000_3b_10_0")]
    [InlineData("&q=nothing", "")]
    public void Filters_StandInTheAddress(string query, string names)
    {
        Fill();

        var page = Open(List + query);

        page.WaitForElement("[data-testid=filter]");
        Assert.Equal(names, string.Join(' ', page.FindAll("[data-testid=device-row]").Select(row => row.GetAttribute("data-key")).Order(StringComparer.Ordinal)));
        Assert.Equal(names.Length == 0, page.FindAll("[data-testid=nothing-fits]").Count == 1);
    }

    [Fact]
    public void Plugging_IsFollowed()
    {
        Fill();
        var page = Open(List + "&kind=USB");
        page.WaitForElement("[data-testid=nothing-fits]");

        Change(known => known with { NodeDevices = known.NodeDevices.Add(("local", "usb_1_4"), Device("usb_1_4", "<capability type='usb_device'><bus>1</bus><device>4</device><product id='0x5581'>Ultra</product><vendor id='0x0781'>SanDisk</vendor></capability>")) });
        page.WaitForAssertion(() => Assert.Contains("SanDisk Ultra", page.Find("[data-key=usb_1_4]").TextContent, StringComparison.Ordinal));

        Change(known => known with { NodeDevices = known.NodeDevices.Remove(("local", "usb_1_4")) });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-key=usb_1_4]")));
    }

    /// <summary>A browser asks for the rows that it shows; in a test there is none that asks.</summary>
    [Fact]
    public void ManyDevices_AreNotAllDrawn()
    {
        Inventory.Update(_ => TestInventory.Empty with { NodeDevices = Enumerable.Range(0, 2000).Select(number => Device(string.Create(CultureInfo.InvariantCulture, $"usb_2_{number}"), "<capability type='usb_device'/>")).ToImmutableDictionary(device => (device.Host, device.Name)) });

        var page = Open(List);

        page.WaitForElement("[data-testid=kind-USB]");
        Assert.Contains("2000", page.Find("[data-testid=kind-USB]").TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll("[data-testid=device-row]").Count < 200);
    }

    [Fact]
    public void HostWithoutDevices_SaysWhyThatMayBe()
    {
        Inventory.Update(_ => TestInventory.Empty);

        var page = Open(List);

        Assert.Contains("No devices are known", page.Markup, StringComparison.Ordinal);
        Assert.Contains("nodedev-list --tree", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void RemoteHost_SaysWhatIsNotKnownOfIt()
    {
        Fill();
        Inventory.Update(known => known with { Hosts = [known.Hosts[0] with { Facts = known.Hosts[0].Facts! with { IsLocal = false } }] });

        Assert.Contains("is known only of the host that WebConsole runs on", Open(List).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ShowsGroupFunctionsAndKinds()
    {
        Fill();

        var card = Open("/host/local/devices/pci_0000_3b_00_0");
        Assert.Contains("1 of at most 63", card.WaitForElement("[data-testid=virtual-functions]").TextContent, StringComparison.Ordinal);
        Assert.Contains("sriov_numvfs", card.Markup, StringComparison.Ordinal);
        Assert.Contains("It is alone in it", card.Find("[data-testid=iommu-group]").TextContent, StringComparison.Ordinal);
        Assert.Contains("web-01", card.Find("[data-testid=device-users]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/host/local/devices/net_eth0", card.Find("[data-testid=device-children] a").GetAttribute("href"));

        var graphics = Open("/host/local/devices/pci_0000_06_00_0");
        graphics.WaitForAssertion(() => Assert.Contains("GRID M60-0B", graphics.Find("[data-testid=mediated-types]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nobody that WebConsole knows.", graphics.Find("[data-testid=device-users]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Actions_AreForThoseWhoConfigureTheHost(Role role, bool offered)
    {
        Fill();

        var page = Open("/host/local/devices/pci_0000_06_00_0", role);

        page.WaitForElement("[data-testid=device-users]");
        Assert.Equal(offered, page.FindAll("[data-testid=action-detach]").Count > 0);
        Assert.Equal(offered, page.FindAll("[data-testid=action-new-mediated-device]").Count > 0);
    }

    /// <summary>What the host does by it ends: the name is typed. What it stands on is refused, and nothing is typed.</summary>
    [Theory]
    [InlineData("/srv", true)]
    [InlineData("/", false)]
    public async Task DeviceThatTheHostUses_IsTakenOnlyByItsName(string place, bool typed)
    {
        Fill();
        var disk = Path.Combine(HostRoot, "sys/devices/pci_0000_06_00_0/block/sda");
        Directory.CreateDirectory(disk);
        Directory.CreateDirectory(Path.Combine(HostRoot, "sys/dev/block"));
        Directory.CreateDirectory(Path.Combine(HostRoot, "proc/self"));
        File.CreateSymbolicLink(Path.Combine(HostRoot, "sys/dev/block/8:0"), disk);
        await File.WriteAllTextAsync(Path.Combine(HostRoot, "proc/self/mountinfo"), $"22 1 8:0 / {place} rw - ext4 /dev/sda rw\n", Xunit.TestContext.Current.CancellationToken);
        var dialogs = Render<MudDialogProvider>();
        var page = Open("/host/local/devices/pci_0000_06_00_0");

        _ = page.WaitForElement("[data-testid=action-detach]").ClickAsync(new());

        if (typed)
            dialogs.WaitForAssertion(() => Assert.True(dialogs.Find("[data-testid=confirm]").HasAttribute("disabled")));
        else
            page.WaitForAssertion(() => Assert.Contains("The host needs it itself", dialogs.Markup + page.Markup, StringComparison.Ordinal));
        Assert.Equal(typed, dialogs.FindAll("[data-testid=typed-name]").Count > 0 || dialogs.FindAll("[data-testid=confirm]").Count > 0);
    }

    private void Fill() => Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Given]) with
    {
        NodeDevices = new[]
        {
            Device("net_eth0", "<capability type='net'><interface>eth0</interface><link speed='10000' state='up'/></capability>", "pci_0000_3b_00_0"),
            Device("pci_0000_3b_00_0", "<driver><name>ixgbe</name></driver><capability type='pci'><class>0x020000</class><domain>0</domain><bus>59</bus><slot>0</slot><function>0</function><product id='0x1528'>X540</product><vendor id='0x8086'>Intel Corporation</vendor>"
                + "<capability type='virt_functions' maxCount='63'><address domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></capability><iommuGroup number='15'><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></iommuGroup></capability>"),
            Device("pci_0000_3b_10_0", "<capability type='pci'><class>0x020000</class><domain>0</domain><bus>59</bus><slot>16</slot><function>0</function><capability type='phys_function'><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></capability></capability>"),
            Device("pci_0000_06_00_0", "<capability type='pci'><domain>0</domain><bus>6</bus><slot>0</slot><function>0</function><product id='0x13f2'>Tesla M60</product><vendor id='0x10de'>NVIDIA Corporation</vendor><capability type='mdev_types'><type id='nvidia-11'><name>GRID M60-0B</name><availableInstances>16</availableInstances></type></capability></capability>"),
        }.ToImmutableDictionary(device => (device.Host, device.Name)),
    });

    private static NodeDevice Device(string name, string capability, string? parent = "computer") => new(TestInventory.HostName, name, parent, $"<device><name>{name}</name><path>/sys/devices/{name}</path>{capability}</device>");
}
