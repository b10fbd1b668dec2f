using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The page for a new machine on a host of Xen.</summary>
public sealed class NewXenMachinePageTests : PageContext
{
    private const string Capabilities =
        """
        <capabilities><host><cpu><arch>x86_64</arch></cpu></host>
        <guest><os_type>hvm</os_type><arch name='x86_64'><machine>xenfv</machine><domain type='xen'/></arch></guest>
        <guest><os_type>xen</os_type><arch name='x86_64'><machine>xenpv</machine><domain type='xen'/></arch></guest></capabilities>
        """;

    private static readonly InventorySnapshot Stocked = TestInventory.Full with
    {
        Hosts = [TestInventory.Host with { Uri = "xen:///system", Facts = TestInventory.Host.Facts! with { Driver = "Xen", Capabilities = Capabilities } }],
    };

    private static readonly string[] OnlyOfQemu = ["cpu.mode", "cpu.sockets", "tpm", "bootMenu", "devices.sound", "devices.watchdog", "devices.rng", "disks[0].cache", "emulate"];

    /// <summary>What means nothing under Xen is not asked for.</summary>
    [Fact]
    public async Task Hvm_AsksForWhatXenHas()
    {
        var page = Page();
        var fields = FieldsOf(page);

        Assert.Superset(new HashSet<string> { "name", "machineType", "vcpus", "memory", "networks", "cpu.maximum", "maxMemory", "firmware", "boot", "disks[0].bus", "devices.graphics", "devices.video", "devices.serial", "start" }, fields);
        Assert.DoesNotContain(fields, OnlyOfQemu.Contains);
        var definition = await DefinitionAsync(page);
        Assert.All(["type=\"xen\"", "machine=\"xenfv\"", "bus=\"ide\"", "dev=\"hd\""], part => Assert.Contains(part, definition, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pv_HasNoFirmware_AndDisksOfXen()
    {
        var page = Page();
        await page.Find("[data-testid=field-machineType] select").ChangeAsync("2");

        Assert.DoesNotContain("firmware", FieldsOf(page));
        Assert.DoesNotContain("boot", FieldsOf(page));
        var definition = await DefinitionAsync(page);
        Assert.All(["pygrub", "machine=\"xenpv\"", "bus=\"xen\"", "netfront"], part => Assert.Contains(part, definition, StringComparison.Ordinal));
    }

    [Fact]
    public void KindThatTheHostLacks_SaysSo()
    {
        var light = Page().FindAll("[data-testid=field-machineType] option")[1];

        Assert.Equal("PVH – not on this host", light.TextContent);
        Assert.True(light.HasAttribute("disabled"));
    }

    private static HashSet<string> FieldsOf(IRenderedComponent<Routes> page) =>
        [.. page.FindAll("[data-testid^=field-]").Select(field => field.GetAttribute("data-testid")!["field-".Length..])];

    private static async Task<string> DefinitionAsync(IRenderedComponent<Routes> page)
    {
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-xml]");
        return page.Find("[data-testid=preview]").TextContent;
    }

    private IRenderedComponent<Routes> Page()
    {
        Inventory.Update(_ => Stocked);
        return Open("/machines/new?name=box", Role.Administrator);
    }
}
