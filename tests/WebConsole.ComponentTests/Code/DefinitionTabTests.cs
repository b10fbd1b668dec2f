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
