using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Parts;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>Drawer, dialog and page: what they ask before anything is lost.</summary>
public sealed class FrameTests : PageContext
{
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private Task<bool>? _opened;

    public FrameTests() => _dialogs = Render<MudDialogProvider>();

    [Fact]
    public async Task Drawer_IsADialogNamedByItsTitle_AndClosesAtOnceWithoutChanges()
    {
        await OpenAsync<MemoryDrawer>();
        var dialog = _dialogs.Find("[role=dialog]");

        Assert.Equal("Edit memory of web-01", _dialogs.Find("#" + dialog.GetAttribute("aria-labelledby")).TextContent);
        Assert.Equal("drawer", _dialogs.Find("[data-testid=dialog]").GetAttribute("data-frame"));
        await _dialogs.Find("[data-testid=drawer-close]").ClickAsync(new());

        Assert.False(await _opened!);
        Assert.Empty(_dialogs.FindAll("[data-testid=dialog]"));
    }

    [Fact]
    public async Task Drawer_WithChanges_AsksAndDiscards()
    {
        await OpenAsync<MemoryDrawer>();
        await _dialogs.Find("[data-testid=field-memory] input").InputAsync("8");
        await _dialogs.Find("[data-testid=drawer-close]").ClickAsync(new());
        Assert.Contains("Discard 1 change?", _dialogs.Find("[data-testid=discard]").TextContent, StringComparison.Ordinal);
        Assert.Equal("alertdialog", _dialogs.Find("[data-testid=discard]").GetAttribute("role"));

        await _dialogs.Find("[data-testid=discard-changes]").ClickAsync(new());

        Assert.False(await _opened!);
    }

    [Fact]
    public async Task NewInAPicker_ReplacesTheContent_AndBackKeepsWhatWasTyped()
    {
        await OpenAsync<MemoryDrawer>();
        await _dialogs.Find("[data-testid=field-memory] input").InputAsync("8");
        await _dialogs.Find("[data-testid=picker]").ClickAsync(new());
        await _dialogs.Find("[data-testid=picker-new]").ClickAsync(new());
        Assert.Equal("New volume", _dialogs.Find(".wc-drawer-head h2").TextContent);
        Assert.True(_dialogs.FindAll(".wc-drawer-level")[0].HasAttribute("hidden"));

        await _dialogs.Find("[data-testid=drawer-back]").ClickAsync(new());

        Assert.Equal("Edit memory of web-01", _dialogs.Find(".wc-drawer-head h2").TextContent);
        Assert.Equal("8", _dialogs.Find("[data-testid=field-memory] input").GetAttribute("value"));
        Assert.Single(_dialogs.FindAll("[data-testid=dialog]"));
    }

    [Fact]
    public async Task VolumeMadeInADrawer_IsChosenInThePickerThatAsked()
    {
        await OpenAsync<MemoryDrawer>();
        await _dialogs.Find("[data-testid=picker]").ClickAsync(new());
        await _dialogs.Find("[data-testid=picker-new]").ClickAsync(new());
        await _dialogs.Find("[data-testid=field-name] input").InputAsync("data.qcow2");
        await _dialogs.FindAll("form")[1].SubmitAsync();

        Assert.Equal("Edit memory of web-01", _dialogs.Find(".wc-drawer-head h2").TextContent);
        Assert.Contains("data.qcow2", _dialogs.Find("[data-testid=picker]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_StandsInTheMiddle_AndIsDoneByItsForm()
    {
        await OpenAsync<RenameDialog>();
        Assert.Equal("dialog", _dialogs.Find("[data-testid=dialog]").GetAttribute("data-frame"));

        await _dialogs.Find("form").SubmitAsync();

        Assert.True(await _opened!);
    }

    [Fact]
    public async Task Page_WithChanges_AsksBeforeItIsLeft()
    {
        string? name = "web-01";
        var page = Render<PageForm>(p => p.Add(f => f.Back, "/machines").AddChildContent<Form>(form => form
            .Add(f => f.Submit, "Create machine").Add(f => f.Sending, "Creating…")
            .AddChildContent<TextField>(field => field.Add(f => f.Name, "name").Add(f => f.Label, "Name").Bind(f => f.Value, name, value => name = value))));
        await page.Find("input").InputAsync("web-02");

        await page.InvokeAsync(() => Navigation.NavigateTo("/storage"));
        Assert.NotNull(page.Find("[data-testid=discard]"));
        Assert.DoesNotContain("/storage", Navigation.Uri, StringComparison.Ordinal);

        await page.Find("[data-testid=discard-changes]").ClickAsync(new());
        Assert.EndsWith("/storage", Navigation.Uri, StringComparison.Ordinal);
    }

    // Its task ends with the dialog, so it is stored and not awaited here.
    private Task OpenAsync<T>() where T : IComponent => _dialogs.InvokeAsync(() => { _opened = Services.GetRequiredService<IDialogService>().OpenAsync<T>(); });
}
