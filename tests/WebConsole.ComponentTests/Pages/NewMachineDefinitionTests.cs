using System.Text.Json;
using Bunit;
using WebConsole.Components;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The definition of a new machine is edited in its form, and follows the fields all the same.</summary>
public sealed class NewMachineDefinitionTests : PageContext
{
    private const string Described = "  <description>mine</description>\n  <memory ";

    /// <summary>Until somebody edits it, the page has no editor.</summary>
    [Fact]
    public async Task Edit_OpensTheEditor_WithWhatTheFormWrites()
    {
        var page = await ShowXmlAsync();
        Assert.Empty(page.FindComponents<CodeEditor>());
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Arguments.Contains("./js/code-editor.js"));

        await page.ClickAsync("[data-testid=preview-edit]");

        Assert.Equal(page.Find("[data-testid=preview-definition]").TextContent, Editor(page).Value);
        Assert.True(Editor(page).Focused);
        Assert.Empty(page.FindAll("[data-testid=preview-note], [data-testid=summary] [data-to-field=definition]"));
        Assert.Contains(JSInterop.Invocations, call => call.Arguments.Contains("./js/code-editor.js"));
    }

    [Fact]
    public async Task Edited_IsWhatIsShown()
    {
        var page = await EditAsync("  <memory ", Described);

        Assert.Contains("<description>mine</description>", page.Find("[data-testid=preview-definition]").TextContent, StringComparison.Ordinal);
        Assert.Equal("edited by you", page.Find("[data-testid=preview-note]").TextContent);
        Assert.NotEmpty(page.FindAll("[data-testid=summary] [data-to-field=definition]"));
        await page.ClickAsync("[data-testid=preview-virsh]");
        Assert.Contains("<description>mine</description>", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-virt-install]");
        Assert.StartsWith("# Not shown", page.Find(".wc-preview-virsh").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FieldThatIsChangedLater_IsInTheEdit()
    {
        var page = await EditAsync("  <memory ", Described);

        await page.InputAsync("[data-testid=field-vcpus] input", "3");
        await page.InputAsync("[data-testid=field-name] input", "web-78");

        Assert.Contains("<description>mine</description>", Editor(page).Value, StringComparison.Ordinal);
        Assert.Contains("<vcpu>3</vcpu>", Editor(page).Value, StringComparison.Ordinal);
        Assert.Contains("<name>web-78</name>", Editor(page).Value, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=definition-conflict]"));
    }

    [Fact]
    public async Task FieldOfAnEditedLine_IsSaidAtOnce_AndMineCanBeKept()
    {
        var page = await ConflictAsync();

        Assert.Contains("The form now writes other lines where you have edited.", page.Find("[data-testid=field-definition] [data-testid=field-error]").TextContent, StringComparison.Ordinal);
        Assert.Contains("<vcpu>7</vcpu>", Editor(page).Value, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=definition-difference]");
        var shown = page.FindComponent<CodeDifference>().Instance;
        Assert.Contains("<vcpu>3</vcpu>", shown.Before, StringComparison.Ordinal);
        Assert.Contains("<vcpu>7</vcpu>", shown.After, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=definition-keep]");

        Assert.Empty(page.FindAll("[data-testid=definition-conflict], [data-testid=field-definition] [data-testid=field-error]"));
        Assert.Contains("<vcpu>7</vcpu>", Editor(page).Value, StringComparison.Ordinal);
    }

    /// <summary>What the field had before is no conflict any more.</summary>
    [Fact]
    public async Task FieldThatIsTakenBack_EndsTheConflict()
    {
        var page = await ConflictAsync();

        await page.InputAsync("[data-testid=field-vcpus] input", "2");

        Assert.Empty(page.FindAll("[data-testid=definition-conflict], [data-testid=field-definition] [data-testid=field-error]"));
    }

    [Fact]
    public async Task Edit_IsTakenBackByOneClick()
    {
        var page = await ConflictAsync();

        await page.ClickAsync("[data-testid=definition-drop]");

        Assert.Empty(page.FindAll("[data-testid=definition-edit], [data-testid=preview-note]"));
        Assert.Contains("<vcpu>3</vcpu>", page.Find("[data-testid=preview-definition]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>They are asked for where they are found.</summary>
    [Fact]
    public async Task SettingsThatReachTheHost_AreTakenOnPurpose()
    {
        var page = await EditAsync("  <memory ", "  <cputune>\n    <vcpupin vcpu='0' cpuset='1' />\n  </cputune>\n  <memory ");
        Assert.Contains("domain/cputune", page.Find("[data-testid=field-hostAccess]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=field-hostAccess] [role=switch]");

        Assert.DoesNotContain("domain/cputune", page.Find("[data-testid=field-hostAccess]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The editor's own look at the schema is what the form goes by: it is not asked again on the circuit.</summary>
    [Fact]
    public async Task WhatTheSchemaDoesNotKnow_IsSaidOnceTheEditorHasLooked()
    {
        var page = await EditAsync("  <memory ", "  <memoryz />\n  <memory ");

        page.WaitForAssertion(() => Assert.Contains("memoryz", page.Find("[data-testid=field-definition] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        var machine = page.FindComponent<DefinitionFields>().Instance.Machine;
        Assert.Contains("memoryz", machine.MistakeOf("definition"), StringComparison.Ordinal);

        machine.Draft.Definition!.Text += "\n";
        Assert.Null(machine.MistakeOf("definition"));
    }

    [Fact]
    public async Task SeveralMachines_HaveNoDefinitionOfOne()
    {
        var page = await EditAsync("  <memory ", Described);

        await page.InputAsync("[data-testid=field-count] input", "2");
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("is of one machine", page.Find("[data-testid=field-definition] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=preview-edit]"));
    }

    /// <summary>It has the name and the disks of one machine.</summary>
    [Fact]
    public void Preset_HasNoDefinition()
    {
        var draft = new MachineDraft { Definition = new DefinitionDraft("<domain><name>web</name></domain>") };

        Assert.DoesNotContain("<name>web", JsonSerializer.Serialize(draft.Hardware(null)), StringComparison.Ordinal);
    }

    [Fact]
    public void EndOfTheForm_OffersTheHardware()
    {
        Inventory.Update(_ => TestInventory.Full);

        var ends = Open("/machines/new?from=empty", Role.Administrator).FindAll("[data-testid=field-start] .wc-pill").Select(pill => pill.TextContent).ToList();

        Assert.Equal(2, ends.Count);
        Assert.Contains("open its console", ends[0], StringComparison.Ordinal);
        Assert.Contains("open its hardware", ends[1], StringComparison.Ordinal);
    }

    private static CodeEditor Editor(IRenderedComponent<Routes> page) => page.FindComponent<CodeEditor>().Instance;

    private async Task<IRenderedComponent<Routes>> ConflictAsync()
    {
        var page = await EditAsync("<vcpu>2</vcpu>", "<vcpu>7</vcpu>");
        await page.InputAsync("[data-testid=field-vcpus] input", "3");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=definition-conflict]")));
        return page;
    }

    private async Task<IRenderedComponent<Routes>> EditAsync(string old, string edited)
    {
        var page = await ShowXmlAsync();
        await page.InputAsync("[data-testid=field-vcpus] input", "2");
        await page.ClickAsync("[data-testid=preview-edit]");
        var editor = page.FindComponent<CodeEditor>();
        await editor.InvokeAsync(() => editor.Instance.ValueChanged.InvokeAsync(editor.Instance.Value.Replace(old, edited, StringComparison.Ordinal)));
        Assert.Contains(edited, Editor(page).Value, StringComparison.Ordinal);
        return page;
    }

    private async Task<IRenderedComponent<Routes>> ShowXmlAsync()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/machines/new?from=empty&name=web-77", Role.Administrator);
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-xml]");
        return page;
    }
}
