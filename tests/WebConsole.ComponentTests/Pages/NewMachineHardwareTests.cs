using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
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

        await page.FindAll("[data-testid=field-size] input")[2].ChangeAsync(true);
        Assert.Equal(("Large", "4"), (Size(page), Value(page, "vcpus")));

        await page.InputAsync("[data-testid=field-vcpus] input", "3");
        Assert.Equal(("Own", "3"), (Size(page), Value(page, "vcpus")));

        await page.FindAll("[data-testid=field-size] input")[0].ChangeAsync(true);
        Assert.Equal(("Small", "1"), (Size(page), Value(page, "vcpus")));
    }

    [Fact]
    public async Task GroupThatWasUnfolded_IsUnfoldedNextTime()
    {
        var page = Page();
        Assert.False(IsOpen(page, "devices"));

        await page.Find("[data-testid=more-devices] > summary").ClickAsync(new MouseEventArgs());
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
        await page.Find("[data-testid=field-bootMenu] [role=switch]").ClickAsync(new MouseEventArgs());
        await page.InputAsync("[data-testid='field-cpu.cores'] input", "2");
        await page.Find("[data-testid=preview-fold]").ClickAsync(new MouseEventArgs());
        await page.Find("[data-testid=preview-xml]").ClickAsync(new MouseEventArgs());

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
        await page.Find("[data-testid=field-preset] [data-testid=picker]").ClickAsync(new MouseEventArgs());
        await page.Find("[data-testid=picker-new]").ClickAsync(new MouseEventArgs());
        await page.InputAsync("[data-testid='field-preset.name'] input", Name);
        await page.Find("[data-testid=save-preset]").ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.Equal($"Saved {Name}.", page.Find("[data-testid=preset-said]").TextContent));

        page = Page("&preset=" + Uri.EscapeDataString(Name));
        page.WaitForAssertion(() => Assert.Equal("7", Value(page, "vcpus")));
        Assert.Empty(page.FindAll("b"));

        await page.Find("[data-testid=delete-preset]").ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.StartsWith($"Deleted {Name};", page.Find("[data-testid=preset-said]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=delete-preset]"));
        page = Page("&preset=" + Uri.EscapeDataString(Name));
        page.WaitForAssertion(() => Assert.Equal("2", Value(page, "vcpus")));
        Assert.DoesNotContain(Name, page.Find("[data-testid=field-preset]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SizeThatWasClicked_IsInThePreset()
    {
        var page = Page();
        await page.FindAll("[data-testid=field-size] input")[2].ChangeAsync(true);
        var large = (Value(page, "vcpus"), Value(page, "memory"), Value(page, "disks[0].size"));
        await page.Find("[data-testid=field-preset] [data-testid=picker]").ClickAsync(new MouseEventArgs());
        await page.Find("[data-testid=picker-new]").ClickAsync(new MouseEventArgs());
        await page.InputAsync("[data-testid='field-preset.name'] input", "large one");

        await page.Find("[data-testid=save-preset]").ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.Equal("Saved large one.", page.Find("[data-testid=preset-said]").TextContent));

        page = Page("&preset=large%20one");
        page.WaitForAssertion(() => Assert.Equal(large, (Value(page, "vcpus"), Value(page, "memory"), Value(page, "disks[0].size"))));
        Assert.Equal("4", large.Item1);
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
        await page.Find("[data-testid=field-preset] [data-testid=picker]").ClickAsync(new MouseEventArgs());
        await page.Find("[data-testid=picker-new]").ClickAsync(new MouseEventArgs());
        await page.InputAsync("[data-testid='field-preset.name'] input", "db");

        var keys = page.Find("[data-testid=new-preset] [data-keys=Enter]");
        await keys.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        page.WaitForAssertion(() => Assert.Equal("Saved db.", page.Find("[data-testid=preset-said]").TextContent));
    }

    private IRenderedComponent<Routes> Page(string query = "")
    {
        Inventory.Update(_ => TestInventory.Full);
        // At the same address the page would stay as it is, and it asks before it is left with changes.
        Open("/machines", Role.Administrator).FindAll("[data-testid=discard-changes]").SingleOrDefault()?.Click();
        return Open("/machines/new?from=empty" + query, Role.Administrator);
    }

    private static string Size(IRenderedComponent<Routes> page) => page.Find("[data-testid=field-size] input[checked]").Closest("label")!.QuerySelector(".wc-pill-text")!.TextContent;

    private static string? Value(IRenderedComponent<Routes> page, string field) => page.Find($"[data-testid='field-{field}'] input").GetAttribute("value");

    private static bool IsOpen(IRenderedComponent<Routes> page, string group) => page.Find($"[data-testid=more-{group}]").HasAttribute("open");
}
