using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Features.Provisioning.Imports;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class ImportAndExportTests : PageContext
{
    private static readonly InventorySnapshot Stocked = TestInventory.Full.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff)) with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(
        [
            new StorageVolume("shop.vmdk", "/srv/images/shop.vmdk", "vmdk", 2L << 30, 400L << 20), new StorageVolume("shop.ova", "/srv/images/shop.ova", "raw", 2L << 30, 2L << 30),
            new StorageVolume("notes.txt", "/srv/images/notes.txt", "raw", 100, 100),
        ])),
    };

    /// <summary>An image asks for its pool and the machine; whole machines can be chosen, too.</summary>
    [Fact]
    public async Task ImportTile_OffersImagesAndWholeMachines()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=import", Role.Administrator);

        await page.ClickAsync("[data-testid='field-disks[0].import'] [data-testid=picker]");

        var offered = string.Join(' ', page.FindAll("[role=option]").Select(entry => entry.TextContent));
        Assert.Contains("shop.vmdk", offered, StringComparison.Ordinal);
        Assert.Contains("shop.ova", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", offered, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid='field-disks[0].pool']"));
    }

    /// <summary>An OVA is read by a task, and a link of another site must start none.</summary>
    [Fact]
    public void LinkToAWholeMachine_ReadsNothing()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=import&image=images/shop.ova", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains("choose it here, and it is read", page.Find("[data-testid='field-disks[0].import'] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>A name that is proposed is a free one, and what is folded says what is made.</summary>
    [Fact]
    public async Task WholeMachine_FillsTheFormWithWhatItIs()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=import", Role.Administrator);
        var disks = page.FindComponent<DiskFields>();

        await page.InvokeAsync(() => disks.Instance.Machine.Fill(new MachineImport(new NewMachine("web-03", Disks: [new NewDisk(Bus: "sata", Import: new ImportedImage(TestInventory.PoolId, "shop.ova", "d.vmdk", "vmdk"))]), [])));
        disks.Render();

        Assert.Equal("web-03-2", disks.Instance.Machine.Draft.Name);
        Assert.Contains("sata", disks.Find("[data-testid=more-disks]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportOfNothing_IsRefusedAtItsField()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=import&name=shop", Role.Administrator);

        await page.ClickAsync("[data-testid=submit]");

        page.WaitForElement("[data-testid='field-disks[0].import'] [data-testid=field-error]");
    }

    /// <summary>Links, which the browser follows; of a machine that runs the menu says why not.</summary>
    [Theory]
    [InlineData(3, Role.Operator, true)]
    [InlineData(1, Role.Operator, false)]
    [InlineData(3, Role.Viewer, null)]
    public void MachineThatIsOff_HasLinksToItsExports(int machine, Role role, bool? links)
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/{TestInventory.HostName}/{TestInventory.Id(machine).Uuid:D}", role);

        foreach (var format in new[] { "ova", "bundle" })
        {
            var found = page.FindAll($"[data-testid=export-{format}]");
            Assert.Equal(links is null ? 0 : 1, found.Count);
            if (links is { } isLink)
                Assert.Equal(isLink ? $"/api/v1/machines/{TestInventory.HostName}/{TestInventory.Id(machine).Uuid:D}/export?format={format}" : null, found[0].GetAttribute("href"));
        }
    }
}
