using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
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

        Assert.Equal(["from", "machine", "name", "vcpus", "memory", "disks[0].use", "disks[0].pool", "start"], Fields(page));
        Assert.Contains("web-03", page.Find("[data-testid=field-machine] [data-testid=picker]").TextContent, StringComparison.Ordinal);
        Assert.Contains("web-03.qcow2", page.Find("[data-testid='field-disks[0].use']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherMemoryAndProcessors_AreOfTheCopy()
    {
        Inventory.Update(_ => Stocked);
        var page = Open(Link, Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "web-77");

        await page.InputAsync("[data-testid=field-vcpus] input", "7");
        await page.InputAsync("[data-testid=field-memory] input", "3 GiB");

        Assert.Equal(("7 vCPUs", "3 GiB"), (page.Find("[data-testid=summary] [data-to-field=vcpus]").TextContent, page.Find("[data-testid=summary] [data-to-field=memory]").TextContent));
    }

    [Fact]
    public async Task LinkedDisk_WarnsOfTheOthersStart()
    {
        Inventory.Update(_ => Stocked);
        var page = Open(Link, Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "web-77");

        await page.Find("[data-testid='field-disks[0].use'] select").ChangeAsync("1");
        Assert.Contains("web-03 must not start again", page.Find("[data-testid=summary-checks]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-virsh]");
        Assert.Contains("web-77.qcow2", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What can't be copied is not chosen as a copy, and is said.</summary>
    [Fact]
    public void DiskThatCantBeCopied_IsLeftOut_AndSaid()
    {
        Inventory.Update(_ => Stocked.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff) with { Xml = "<domain><name>web-03</name><devices><disk type='file' device='disk'><source file='/elsewhere/a.img'/><target dev='vda'/></disk></devices></domain>" }));

        var page = Open(Link, Role.Administrator);

        var use = page.Find("[data-testid='field-disks[0].use']");
        Assert.Equal("Left out", use.QuerySelector("option[selected]")!.TextContent);
        Assert.Contains("A full copy – it lies in no known pool", use.TextContent, StringComparison.Ordinal);
        Assert.Contains("⚠ without disk vda: It lies in no pool", page.Find("[data-testid=summary-checks]").TextContent, StringComparison.Ordinal);
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
    public async Task LinkToNoMachine_AsksForOne(string link)
    {
        Inventory.Update(_ => Stocked);

        var page = Open(link, Role.Administrator);
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForElement("[data-testid=field-machine] [data-testid=field-error]");
    }

    /// <summary>The tile may be chosen before or after the page was rendered last.</summary>
    [Theory]
    [InlineData("/machines/new?from=empty", true)]
    [InlineData("/machines/new?from=empty", false)]
    public async Task MachineChosenByTheTile_IsCopied(string link, bool namesFirst)
    {
        Inventory.Update(_ => Stocked);
        var page = Open(link, Role.Administrator);
        if (namesFirst)
            await page.InputAsync("[data-testid=field-name] input", "web-77");
        await ChooseTileAsync(page, "Copy");
        await page.ClickAsync("[data-testid=field-machine] [data-testid=picker]");
        await page.ActAsync(() => page.FindAll("[role=option]").Single(option => option.TextContent.Contains("web-03", StringComparison.Ordinal)), option => option.Click());
        if (!namesFirst)
            await page.InputAsync("[data-testid=field-name] input", "web-77");

        await page.ClickAsync("[data-testid=submit]");

        Assert.Equal(("clone", "web-77"), await SubmittedAsync(page));
    }

    [Fact]
    public async Task OtherTileAfterCopy_MakesANewMachine()
    {
        Inventory.Update(_ => Stocked);
        var page = Open(Link, Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "web-77");
        await ChooseTileAsync(page, "Empty");

        await page.ClickAsync("[data-testid=submit]");

        Assert.Equal(("new-machine", "web-77"), await SubmittedAsync(page));
    }

    /// <summary>Each field asks at each key, and a plan parses the whole definition.</summary>
    [Fact]
    public async Task Copy_IsPlannedOnceForTheSame()
    {
        Inventory.Update(_ => Stocked);
        Open("/machines", Role.Administrator);
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(new MachineLink("copy", null, "web-77", null, null, $"{Original.Uuid:D}", null, null, null));

        var first = form.Copy;
        Assert.NotNull(first);
        Assert.Same(first, form.Copy);
        Assert.Same(form.MistakesOfCopy, form.MistakesOfCopy);
        form.Draft.Copy.Disks["vda"] = new CopiedDisk("vda", DiskUse.Omit);
        Assert.NotSame(first, form.Copy);
    }

    private static Task ChooseTileAsync(IRenderedComponent<Routes> page, string tile) =>
        page.ActAsync(() => page.FindAll("[data-testid=field-from] label").Single(label => label.TextContent.Contains(tile, StringComparison.Ordinal)).QuerySelector("input")!, input => input.Change(true));

    /// <summary>The task that came of it: without a connection to the host it fails.</summary>
    private async Task<(string Action, string Target)> SubmittedAsync(IRenderedComponent<Routes> page)
    {
        var tasks = Services.GetRequiredService<TaskStore>();
        await page.WaitForStateAsync(() => tasks.Recent is [{ EndedAt: not null }]);
        return (tasks.Recent[0].Action, tasks.Recent[0].Target);
    }

    private static IEnumerable<string> Fields(IRenderedComponent<Routes> page) =>
        page.FindAll("[data-testid^='field-']").Select(field => field.GetAttribute("data-testid")!["field-".Length..]).Where(field => field is not ("error" or "note"));
}
