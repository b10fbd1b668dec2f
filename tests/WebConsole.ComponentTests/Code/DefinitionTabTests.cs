using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Components;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Code;

/// <summary>The definition of a machine on its page, on libvirt's test driver.</summary>
public sealed class DefinitionTabTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}?tab=xml";

    private static readonly Machine Web = TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Persistent = true,
        Xml = $"<domain type='test'>\n  <name>web-01</name>\n  <uuid>{TestInventory.Id(1).Uuid:D}</uuid>\n  <memory unit='KiB'>8192</memory>\n  <os>\n    <type>hvm</type>\n  </os>\n  <devices>\n    <interface type='user'>\n      <mac address='52:54:00:00:00:01'/>\n    </interface>\n  </devices>\n</domain>",
    };

    public DefinitionTabTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Web.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.Empty.Set(Web));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [Trait("Attack", "Z1")]
    public void WhoMayNotConfigure_Reads(Role role)
    {
        var page = Open(Url, role);

        Assert.NotNull(page.Find("[data-testid=xml]"));
        Assert.Empty(page.FindAll("[data-testid=xml-editor]"));
    }

    [Fact]
    public async Task Edit_IsShownAsADifference_BeforeItIsSaved()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<title>The web</title>\n  <name>", StringComparison.Ordinal));
        Assert.Equal("1 change", page.Find("[data-testid=changes]").TextContent);

        await page.ClickAsync("[data-testid=submit]");
        var difference = page.WaitForComponent<CodeDifference>().Instance;
        Assert.Contains("<title>The web</title>", difference.After, StringComparison.Ordinal);
        Assert.DoesNotContain("The web", difference.Before, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Save definition", page.Find("[data-testid=submit]").TextContent, StringComparison.Ordinal));

        await page.ClickAsync("[data-testid=edit-on]");
        Assert.Empty(page.FindAll("[data-testid=xml-review]"));
    }

    [Fact]
    public async Task SchemaProblem_IsAWarning_AndSyntaxAnError()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<novelty/><name>", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-testid=code-mark]").GetAttribute("data-line")));
        Assert.NotNull(page.Find("[data-testid=field-againstSchema]"));

        await TypeAsync(page, text => text.Replace("</os>", "</so>", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");

        var text = page.FindComponent<CodeEditor>().Instance.Value;
        var line = text[..text.IndexOf("</so>", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        page.WaitForAssertion(() => Assert.StartsWith($"Line {line}", page.Find("[data-testid=field-xml] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=xml-review]"));
    }

    /// <summary>Ctrl+S comes before the schema has been asked.</summary>
    [Fact]
    public async Task MistakeThatIsSubmittedAtOnce_IsSaid_AndNothingOlderIsCompared()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<novelty/><name>", StringComparison.Ordinal));
        page.WaitForElement("[data-testid=code-mark]");

        var typing = TypeAsync(page, text => text.Replace("</os>", "</so>", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");
        await typing;

        page.WaitForAssertion(() => Assert.Contains("Line", page.Find("[data-testid=field-xml] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=xml-review]"));
    }

    /// <summary>What the operation refuses is said at the text, before there is anything to compare.</summary>
    [Fact]
    public async Task AnotherName_IsRefusedAtTheReview()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("web-01", "web-02", StringComparison.Ordinal));

        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("Rename in its menu", page.Find("[data-testid=field-xml] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=xml-review]"));
    }

    /// <summary>The text is not seen in the review, and what is wrong with it was not said anywhere.</summary>
    [Fact]
    public async Task RefusalOfASave_IsSaidBesideTheButton()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<title>The web</title>\n  <name>", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForElement("[data-testid=xml-review]");
        // Renamed by another meanwhile.
        Change(current => TestInventory.With(current, [Web with { Name = "web-02", Xml = Web.Xml.Replace("web-01", "web-02", StringComparison.Ordinal) }]));

        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("Rename in its menu", page.Find("[data-testid=form-error]").TextContent, StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=edit-on]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=form-error]")));
        Assert.Contains("Rename in its menu", page.Find("[data-testid=field-xml] [data-testid=field-error]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaProblem_IsNamedByItsLineInTheReview_AndTheFailureOnce_UntilTheTextIsMended()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<novelty/><name>", StringComparison.Ordinal));
        page.WaitForElement("[data-testid=code-mark]");
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForAssertion(() => Assert.Contains("Line 2", page.Find("[data-testid=review-problems]").TextContent, StringComparison.Ordinal));

        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("Could not save definition.", page.Find("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Line 2", page.Find("[data-testid=review-problems]").TextContent, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await page.InvokeAsync(() => { });
        Assert.Empty(page.FindAll("[data-testid=machine-failed]"));
        await page.ClickAsync("[data-testid=edit-on]");
        Assert.Contains("Could not save definition.", page.Find("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal);
        await TypeAsync(page, text => text.Replace("<novelty/>", "", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=form-refusal]")));
    }

    /// <summary>The definition of the next start is edited: what of it is meant for the machine that runs is asked, and listed.</summary>
    [Fact]
    public async Task Review_SaysWhatChangesAtOnce_AndWhatWaits()
    {
        var page = Open(Url);
        Assert.Empty(page.FindAll(".wc-field-when"));
        await TypeAsync(page, text => text.Replace("<name>", "<title>The web</title>\n  <name>", StringComparison.Ordinal).Replace("8192", "16384", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");
        // As for a version that is restored: nothing happens to the running machine that was not asked for.
        page.WaitForElement("[data-testid=field-apply] select");
        Assert.Empty(page.FindAll("[data-testid=live-changes]"));
        await page.Find("[data-testid=field-apply] select").ChangeAsync(new() { Value = "1" });

        page.WaitForAssertion(() => Assert.Contains("title", page.Find("[data-testid=live-changes]").TextContent, StringComparison.Ordinal));
        Assert.Contains("After a restart:", page.Find("[data-testid=live-changes]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Unplugged", page.Find("[data-testid=live-changes]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=field-apply] select").ChangeAsync(new() { Value = "0" });
        Assert.Empty(page.FindAll("[data-testid=live-changes]"));

        await page.ClickAsync("[data-testid=edit-on]");
        await TypeAsync(page, text => text[..text.IndexOf("<interface", StringComparison.Ordinal)] + text[(text.IndexOf("</interface>", StringComparison.Ordinal) + "</interface>".Length)..]);
        await page.ClickAsync("[data-testid=submit]");
        await page.WaitForElement("[data-testid=field-apply] select").ChangeAsync(new() { Value = "1" });
        page.WaitForAssertion(() => Assert.Contains("Unplugged: Network card 52:54:00:00:00:01", string.Join(' ', page.Find("[data-testid=live-changes]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
    }

    /// <summary>What reaches the running machine as a whole is meant for it.</summary>
    [Fact]
    public async Task Review_OfWhatCanChangeAtOnce_ChangesItAtOnce()
    {
        var page = Open(Url);
        await TypeAsync(page, text => text.Replace("<name>", "<title>The web</title>\n  <name>", StringComparison.Ordinal));

        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("title", page.Find("[data-testid=live-changes]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=field-apply] select").ChangeAsync(new() { Value = "0" });
        Assert.Empty(page.FindAll("[data-testid=live-changes]"));
        await page.ClickAsync("[data-testid=edit-on]");
        await page.ClickAsync("[data-testid=submit]");
        // What somebody chose stays.
        page.WaitForElement("[data-testid=field-apply] select");
        Assert.Empty(page.FindAll("[data-testid=live-changes]"));
    }

    /// <summary>The page learns what the editor has read: virsh's <c>--config</c> raises no event.</summary>
    [Fact]
    public void DefinitionThatIsRead_IsReadByTheInventory_Too()
    {
        var asked = new List<ObjectId>();
        Inventory.BeginReading(TestInventory.HostName, target =>
        {
            asked.Add(target);
            return Task.CompletedTask;
        });

        var page = Open(Url);

        page.WaitForAssertion(() => Assert.Contains((ObjectId)Web.Id, asked.ToArray()));
    }

    /// <summary>The whole stays the text that is sent.</summary>
    [Fact]
    public async Task DeviceAlone_IsPutBackIntoTheWhole()
    {
        var page = Open(Url);
        await page.WaitForElement("[data-testid=xml-part]").ChangeAsync(page.FindAll("[data-testid=xml-part] option")[1].GetAttribute("value"));
        page.WaitForAssertion(() => Assert.StartsWith("<interface", page.FindComponent<CodeEditor>().Instance.Value, StringComparison.Ordinal));

        await TypeAsync(page, text => text.Replace("user", "ethernet", StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=submit]");

        Assert.Contains("<interface type=\"ethernet\"", page.WaitForComponent<CodeDifference>().Instance.After, StringComparison.Ordinal);
        Assert.Contains("<name>web-01</name>", page.FindComponent<CodeDifference>().Instance.After, StringComparison.Ordinal);
    }

    private static async Task TypeAsync(IRenderedComponent<Routes> page, Func<string, string> change)
    {
        var editor = page.WaitForComponent<CodeEditor>();
        await editor.InvokeAsync(() => editor.Instance.ValueChanged.InvokeAsync(change(editor.Instance.Value)));
    }
}
