using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo.Defaults;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The hardware of a new machine: sizes, groups that stay unfolded, presets.</summary>
public sealed class NewMachineHardwareTests : PageContext
{
    [Fact]
    public async Task Size_IsChosenByOneClickAndOwnedByANumber()
    {
        var page = Page();
        Assert.Equal(("Medium", "2"), (Size(page), Value(page, "vcpus")));

        await page.ActAsync(() => page.FindAll("[data-testid=field-size] input")[2], size => size.Change(true));
        Assert.Equal(("Large", "4"), (Size(page), Value(page, "vcpus")));

        await page.InputAsync("[data-testid=field-vcpus] input", "3");
        Assert.Equal(("Own", "3"), (Size(page), Value(page, "vcpus")));

        await page.ActAsync(() => page.FindAll("[data-testid=field-size] input")[0], size => size.Change(true));
        Assert.Equal(("Small", "1"), (Size(page), Value(page, "vcpus")));
    }

    [Fact]
    public async Task GroupThatWasUnfolded_IsUnfoldedNextTime()
    {
        var page = Page();
        Assert.False(IsOpen(page, "devices"));

        await page.ClickAsync("[data-testid=more-devices] > summary");
        Assert.True(IsOpen(page, "devices"));

        page = Page();
        page.WaitForAssertion(() => Assert.True(IsOpen(page, "devices")));
        Assert.False(IsOpen(page, "disks"));
    }

    [Fact]
    public async Task Hardware_IsInThePreview()
    {
        var page = Page("&name=web-77");

        await page.Find("[data-testid='field-devices.watchdog'] select").ChangeAsync("0");
        await page.Find("[data-testid='field-devices.sound'] select").ChangeAsync("0");
        await page.ClickAsync("[data-testid=field-bootMenu] [role=switch]");
        await page.InputAsync("[data-testid='field-cpu.cores'] input", "2");
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-xml]");

        var xml = page.Find("[data-testid=preview]").TextContent;
        Assert.All(["<watchdog model=\"i6300esb\" action=\"reset\"", "<sound model=\"ich9\"", "<bootmenu enable=\"yes\"", "sockets=\"1\" cores=\"2\" threads=\"1\""], part => Assert.Contains(part, xml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TopologyThatIsNotTheCount_IsSaidAtItsField()
    {
        var page = Page();

        await page.InputAsync("[data-testid='field-cpu.sockets'] input", "3");
        await page.Find("[data-testid='field-cpu.sockets'] input").BlurAsync(new FocusEventArgs());

        Assert.Equal("Sockets × cores × threads must be 2; 3 × 1 × 1 is 3.", page.Find("[data-testid='field-cpu.sockets'] [data-testid=field-error]").TextContent.Trim());
    }

    [Fact]
    public void LinkWithAPreset_AppliesIt()
    {
        var page = Page("&preset=desktop");

        page.WaitForAssertion(() => Assert.Equal(("4", "8"), (Value(page, "vcpus"), Value(page, "memory"))));
        Assert.Contains("Desktop", page.Find("[data-testid=field-preset] [data-testid=picker]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preset_IsSavedAndAppliedAndDeleted()
    {
        const string Name = "<b>db";
        var page = Page();
        await page.InputAsync("[data-testid=field-vcpus] input", "7");
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        await page.ClickAsync("[data-testid=picker-new]");
        await page.InputAsync("[data-testid='field-preset.name'] input", Name);
        await page.ClickAsync("[data-testid=save-preset]");
        page.WaitForAssertion(() => Assert.Equal($"Saved {Name}.", page.Find("[data-testid=preset-said]").TextContent));

        page = Page("&preset=" + Uri.EscapeDataString(Name));
        page.WaitForAssertion(() => Assert.Equal("7", Value(page, "vcpus")));
        Assert.Empty(page.FindAll("b"));

        await page.ClickAsync("[data-testid=delete-preset]");
        Assert.Contains($"Delete {Name}?", page.Find("[data-testid=preset-question]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preset-answer]");
        page.WaitForAssertion(() => Assert.StartsWith($"Deleted {Name};", page.Find("[data-testid=preset-said]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=delete-preset]")));
        page = Page("&preset=" + Uri.EscapeDataString(Name));
        page.WaitForAssertion(() => Assert.Equal("2", Value(page, "vcpus")));
        Assert.DoesNotContain(Name, page.Find("[data-testid=field-preset]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A machine can be made while a preset's name is not entered.</summary>
    [Fact]
    public async Task NameOfAPreset_IsNeededForItAlone_AndGetsTheFocus()
    {
        var page = Page("&name=web-77");
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        await page.ClickAsync("[data-testid=picker-new]");

        Assert.Empty(page.FindAll("[data-testid='field-preset.name'] .wc-field-optional"));
        Assert.Contains(JSInterop.Invocations, call => call.Identifier.EndsWith("focus", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");
        Assert.Empty(page.FindAll("[data-testid='field-preset.name'] [data-testid=field-error]"));
        page.WaitForAssertion(() => Assert.Equal("web-77", Services.GetRequiredService<TaskStore>().Recent.Single().Target));
    }

    /// <summary>Two sizes that are the same are one choice; the size that was chosen before may be the one that is gone.</summary>
    [Fact]
    public void SmallThatIsMedium_IsNotOffered()
    {
        var defaults = new MachineDefaults { MemoryBytes = 4L << 30, LeastMemoryBytes = 4L << 30, VirtualCpus = 2, LeastVirtualCpus = 2, DiskBytes = 64L << 30, DiskBus = "sata", NicModel = "e1000e" };

        Assert.Equal(["medium", "large"], MachineSize.Of(defaults).Select(size => size.Word));
        Assert.Equal(["small", "medium", "large"], MachineSize.Of(defaults with { LeastVirtualCpus = 1 }).Select(size => size.Word));
    }

    /// <summary>It is part of the processor, as its model is.</summary>
    [Fact]
    public void Preset_KeepsTheEmulation()
    {
        var draft = new MachineDraft { Emulates = true };
        var hardware = draft.Hardware(null);
        draft.Apply(new PresetHardware());
        Assert.False(draft.Emulates);

        draft.Apply(hardware);

        Assert.True(draft.Emulates);
    }

    [Fact]
    public async Task SizeThatWasClicked_IsInThePreset()
    {
        var page = Page();
        await page.ActAsync(() => page.FindAll("[data-testid=field-size] input")[2], size => size.Change(true));
        var large = (Value(page, "vcpus"), Value(page, "memory"), Value(page, "disks[0].size"));
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        await page.ClickAsync("[data-testid=picker-new]");
        await page.InputAsync("[data-testid='field-preset.name'] input", "large one");

        await page.ClickAsync("[data-testid=save-preset]");
        page.WaitForAssertion(() => Assert.Equal("Saved large one.", page.Find("[data-testid=preset-said]").TextContent));

        // Another form, which knows of the click by the preset alone.
        page = Page();
        page.WaitForAssertion(() => Assert.Equal(("Medium", "2"), (Size(page), Value(page, "vcpus"))));
        page = Page("&preset=large%20one");
        page.WaitForAssertion(() => Assert.Equal(large, (Value(page, "vcpus"), Value(page, "memory"), Value(page, "disks[0].size"))));
        Assert.Equal(("Own", "4"), (Size(page), large.Item1));
    }

    [Fact]
    public async Task PresetOfThatName_IsReplacedOnceSomebodySaysSo()
    {
        var page = Page();
        await SaveAsync(page, "7", "db");
        page.WaitForAssertion(() => Assert.Equal("Saved db.", page.Find("[data-testid=preset-said]").TextContent));

        await SaveAsync(page, "5", "db");
        page.WaitForAssertion(() => Assert.Contains("Replace db?", page.Find("[data-testid=preset-question]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=preset-said]"));
        await page.ClickAsync("[data-testid=preset-answer]");

        page.WaitForAssertion(() => Assert.Equal("Saved db.", page.Find("[data-testid=preset-said]").TextContent));
        page = Page("&preset=db");
        page.WaitForAssertion(() => Assert.Equal("5", Value(page, "vcpus")));
    }

    [Fact]
    public async Task PresetOfEverybody_IsDeletedOnceSomebodySaysSo()
    {
        var page = Page();
        await SaveAsync(page, "7", "db", shared: true);
        page.WaitForAssertion(() => Assert.Equal("Saved db.", page.Find("[data-testid=preset-said]").TextContent));

        await page.ClickAsync("[data-testid=delete-preset]");
        Assert.Contains("Delete db, which is everybody's?", page.Find("[data-testid=preset-question]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preset-answer]");

        page.WaitForAssertion(() => Assert.StartsWith("Deleted db;", page.Find("[data-testid=preset-said]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>A disk that is full costs the preset, and nothing else that was entered.</summary>
    [Fact]
    public async Task DatabaseThatFails_KeepsTheForm()
    {
        var page = Page("&name=web-77");
        Services.GetRequiredService<TaskDatabase>().Run(connection => connection.Execute("DROP TABLE machine_presets"));

        await SaveAsync(page, "7", "db");

        page.WaitForAssertion(() => Assert.StartsWith("The preset could not be changed: ", page.Find("[data-testid=preset-said]").TextContent, StringComparison.Ordinal));
        Assert.Equal(("web-77", "7", "db"), (Value(page, "name"), Value(page, "vcpus"), Value(page, "preset.name")));
    }

    /// <summary>What a host can't give is not found out by a failure.</summary>
    [Theory]
    [InlineData(1L << 30, "the host has 1 GiB")]
    [InlineData(64L << 30, null)]
    public async Task PresetThatDoesNotFit_SaysWhy(long memory, string? why)
    {
        var page = Page(host: TestInventory.Host with { Facts = TestInventory.Host.Facts! with { MemoryBytes = memory } });

        // The presets are read from the database.
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        page.WaitForState(() => page.FindAll("[data-testid=field-preset] [data-testid=option]").Count > 0);

        var desktop = page.FindAll("[data-testid=field-preset] [data-testid=option]").Single(option => option.TextContent.Contains("Desktop", StringComparison.Ordinal));
        Assert.Equal((why is null ? "false" : "true", why ?? "4 vCPUs · 8 GiB"), (desktop.GetAttribute("aria-disabled"), desktop.QuerySelector(".wc-option-second")!.TextContent));
    }

    /// <summary>A name that is refused stays in its field.</summary>
    [Fact]
    public async Task PresetThatIsRefused_IsNotApplied()
    {
        var page = Page();

        await SaveAsync(page, "7", "a/b");

        page.WaitForAssertion(() => Assert.StartsWith("The sign 2 is a /", page.Find("[data-testid=preset-said]").TextContent, StringComparison.Ordinal));
        Assert.Equal("a/b", Value(page, "preset.name"));
    }

    private static async Task SaveAsync(IRenderedComponent<Routes> page, string vcpus, string name, bool shared = false)
    {
        await page.InputAsync("[data-testid=field-vcpus] input", vcpus);
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        await page.ClickAsync("[data-testid=picker-new]");
        await page.InputAsync("[data-testid='field-preset.name'] input", name);
        if (shared)
            await page.ClickAsync("[data-testid='field-preset.shared'] [role=switch]");
        await page.ClickAsync("[data-testid=save-preset]");
    }

    /// <summary>QEMU lists it, and only the board pc has it.</summary>
    [Fact]
    public void BusThatTheBoardLacks_CantBeChosen()
    {
        var ide = Page().FindAll("[data-testid='field-disks[0].bus'] option").Single(option => option.TextContent.Contains("ide", StringComparison.Ordinal));

        Assert.True(ide.HasAttribute("disabled"));
    }

    /// <summary>Enter in the name of a preset saves that, and makes no machine.</summary>
    [Fact]
    public async Task Enter_SavesThePreset()
    {
        var page = Page();
        await page.ClickAsync("[data-testid=field-preset] [data-testid=picker]");
        await page.ClickAsync("[data-testid=picker-new]");
        await page.InputAsync("[data-testid='field-preset.name'] input", "db");

        var keys = page.Find("[data-testid=new-preset] [data-keys=Enter]");
        await keys.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        page.WaitForAssertion(() => Assert.Equal("Saved db.", page.Find("[data-testid=preset-said]").TextContent));
    }

    private IRenderedComponent<Routes> Page(string query = "", HostStatus? host = null)
    {
        Inventory.Update(_ => host is null ? TestInventory.Full : TestInventory.Full with { Hosts = [host] });
        // At the same address the page would stay as it is, and it asks before it is left with changes.
        var left = Open("/machines", Role.Administrator);
        left.WaitForAssertion(() =>
        {
            left.FindAll("[data-testid=discard-changes]").SingleOrDefault()?.Click();
            Assert.EndsWith("/machines", Navigation.Uri, StringComparison.Ordinal);
        });
        return Open("/machines/new?from=empty" + query, Role.Administrator);
    }

    private static string Size(IRenderedComponent<Routes> page) => page.Find("[data-testid=field-size] input[checked]").Closest("label")!.QuerySelector(".wc-pill-text")!.TextContent;

    private static string? Value(IRenderedComponent<Routes> page, string field) => page.Find($"[data-testid='field-{field}'] input").GetAttribute("value");

    private static bool IsOpen(IRenderedComponent<Routes> page, string group) => page.Find($"[data-testid=more-{group}]").HasAttribute("open");
}
