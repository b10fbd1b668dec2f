using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class CopyMachinePageTests : PageContext
{
    private static readonly MachineId Original = TestInventory.Id(3);

    private static readonly InventorySnapshot Stocked = TestInventory.Full.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff));

    private static string Link => $"/machines/new?from=copy&machine={Original.Uuid:D}";

    [Fact]
    public void Copy_AsksForNameAndEachDisk()
    {
        Inventory.Update(_ => Stocked);

        var page = Open(Link, Role.Administrator);

        Assert.Equal(["from", "machine", "name", "disks[0].use", "disks[0].pool", "start"], Fields(page));
        Assert.Contains("web-03", page.Find("[data-testid=field-machine] [data-testid=picker]").TextContent, StringComparison.Ordinal);
        Assert.Contains("web-03.qcow2", page.Find("[data-testid='field-disks[0].use']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkedDisk_WarnsOfTheOthersStart()
    {
        Inventory.Update(_ => Stocked);
        var page = Open(Link, Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "web-77");

        await page.Find("[data-testid='field-disks[0].use'] select").ChangeAsync("1");
        await page.Find("[data-testid=preview-fold]").ClickAsync(new MouseEventArgs());

        Assert.Contains("web-03 must not start again", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=preview-virsh]").ClickAsync(new MouseEventArgs());
        Assert.Contains("web-77.qcow2", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void MachineThatRuns_CantBeChosen()
    {
        Inventory.Update(_ => Stocked);

        var page = Open($"/machines/new?from=copy&machine={TestInventory.Id(1).Uuid:D}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains("web-01 runs", page.Find("[data-testid=form]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>A link may name what is gone, or nothing at all.</summary>
    [Theory]
    [InlineData("/machines/new?from=copy&machine=nonsense")]
    [InlineData("/machines/new?from=copy&machine=00000000-0000-0000-0000-000000000000")]
    [InlineData("/machines/new?from=copy")]
    public void LinkToNoMachine_AsksForOne(string link)
    {
        Inventory.Update(_ => Stocked);

        var page = Open(link, Role.Administrator);
        page.Find("[data-testid=submit]").Click();

        page.WaitForElement("[data-testid=field-machine] [data-testid=field-error]");
    }

    private static IEnumerable<string> Fields(IRenderedComponent<Routes> page) =>
        page.FindAll("[data-testid^='field-']").Select(field => field.GetAttribute("data-testid")!["field-".Length..]).Where(field => field is not ("error" or "note"));
}
