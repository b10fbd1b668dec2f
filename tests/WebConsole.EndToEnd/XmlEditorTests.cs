using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The definition of a real machine, edited as text.</summary>
public sealed class XmlEditorTests(Lab lab)
{
    [Fact]
    public async Task Definition_IsCompletedCheckedComparedAndSaved()
    {
        var guest = await Guest.DefineAsync("xml-page");
        await using var visitor = await OpenAsync(guest, "?tab=xml");
        var editor = visitor.TestId("field-xml");
        await Expect(editor.Locator(".cm-content")).ToContainTextAsync("<domain");

        // At the beginning of the second line.
        await editor.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.PressAsync("End");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.TypeAsync("<descr");
        await Expect(visitor.Page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("description");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.TypeAsync(">By hand");
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await Expect(editor.GetByTestId("code-marks")).ToBeHiddenAsync();
        await ScreensTests.CheckAsync(visitor, "xml-editor-dark-1440");
        await visitor.Page.Keyboard.PressAsync("Control+s");

        await Expect(visitor.TestId("xml-review")).ToBeVisibleAsync();
        await Expect(visitor.TestId("xml-review").Locator(".wc-code-compared")).ToHaveAttributeAsync("data-places", "1");
        await ScreensTests.CheckAsync(visitor, "xml-review-dark-1440");
        await visitor.Page.Keyboard.PressAsync("Control+s");

        await Expect(visitor.TestId("xml-review")).ToBeHiddenAsync();
        Assert.Equal("By hand", (await Shell.VirshAsync("desc", "xml-page")).Trim());
    }

    [Fact]
    public async Task Mistake_IsSaidAtItsLine()
    {
        var guest = await Guest.DefineAsync("xml-wrong");
        await using var visitor = await OpenAsync(guest, "?tab=xml");
        var editor = visitor.TestId("field-xml");
        await editor.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.PressAsync("End");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.InsertTextAsync("<novelty/>");
        await Expect(editor.GetByTestId("code-mark")).ToHaveAttributeAsync("data-line", "2");
        await Expect(visitor.TestId("field-againstSchema")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DefinitionChangedMeanwhile_IsSaid_AndBothChangesCanBeHad()
    {
        var guest = await Guest.DefineAsync("xml-both");
        await using var visitor = await OpenAsync(guest, "?tab=xml");
        await visitor.TestId("field-xml").Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.PressAsync("End");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.InsertTextAsync("<description>Mine</description>");
        await Expect(visitor.TestId("changes")).ToHaveTextAsync("1 change");

        // Of what setvcpus changes for the next start alone, libvirt raises no event.
        await Shell.RunAsync("sh", "-c", "virsh -c qemu:///system dumpxml --inactive xml-both | sed 's|<vcpu.*</vcpu>|<vcpu>3</vcpu>|' > /run/lab/xml-both.xml && virsh -c qemu:///system define /run/lab/xml-both.xml");
        await Expect(visitor.TestId("changed-meanwhile")).ToBeVisibleAsync();
        await visitor.TestId("apply-anew").ClickAsync();
        await Expect(visitor.TestId("xml-review")).ToBeVisibleAsync();
        await visitor.TestId("submit").ClickAsync();
        await Expect(visitor.TestId("xml-review")).ToBeHiddenAsync();

        Assert.Equal("Mine", (await Shell.VirshAsync("desc", "xml-both")).Trim());
        Assert.Contains(">3</vcpu>", await Shell.VirshAsync("dumpxml", "--inactive", "xml-both"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task DeviceAlone_IsShownAndSaved(int width, ColorScheme scheme)
    {
        var guest = await Guest.DefineAsync($"xml-part-{width}");
        await using var visitor = await OpenAsync(guest, "?tab=xml", width, scheme);
        var editor = visitor.TestId("field-xml");
        await visitor.TestId("xml-part").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(editor.Locator(".cm-content")).Not.ToContainTextAsync("<domain");
        await ScreensTests.CheckAsync(visitor, $"xml-part-{scheme}-{width}".ToLowerInvariant());
        await editor.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+End");
        await visitor.Page.Keyboard.InsertTextAsync("<!-- seen -->");
        await visitor.TestId("submit").ClickAsync();

        await Expect(visitor.TestId("xml-review").Locator(".wc-code-compared")).ToHaveAttributeAsync("data-form", width > 1000 ? "two" : "one");
        await ScreensTests.CheckAsync(visitor, $"xml-part-review-{scheme}-{width}".ToLowerInvariant());
    }

    private async Task<Visitor> OpenAsync(Guest guest, string query, int width = 1440, ColorScheme scheme = ColorScheme.Dark)
    {
        var visitor = await lab.AdministratorAsync(width, 900, scheme);
        await visitor.Page.GotoAsync(lab.Url(guest.Page + query));
        await Expect(visitor.TestId("field-xml").Locator(".wc-code-text")).ToHaveAttributeAsync("data-ready", "");
        return visitor;
    }
}
