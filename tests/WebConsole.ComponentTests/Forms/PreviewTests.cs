using Bunit;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class PreviewTests : PageContext
{
    private static readonly FormPreview Sample = new("4 GiB now")
    {
        Before = "<domain>\n  <memory>2</memory>\n</domain>",
        After = "<domain>\n  <memory>4</memory>\n  <graphics passwd='hunter2'/>\n</domain>",
        Virsh = "virsh setmem web-01 4G",
    };

    [Fact]
    public async Task Preview_FoldsToItsSentence_AndShowsWordsXmlAndVirsh()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample));
        Assert.Equal("4 GiB now", preview.Find(".wc-preview-sentence").TextContent);
        Assert.True(preview.Find(".wc-preview-body").HasAttribute("hidden"));

        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());
        Assert.Equal("true", preview.Find("[data-testid=preview-fold]").GetAttribute("aria-expanded"));
        await preview.Find("[data-testid=preview-virsh]").ClickAsync(new());
        Assert.Equal("virsh setmem web-01 4G", preview.Find("code").TextContent);
        await preview.Find("[data-testid=preview-xml]").ClickAsync(new());
        Assert.NotNull(preview.Find("[data-testid=diff]"));
    }

    /// <summary>The column beside a form is narrow for lines of code: they open in a drawer, at the view that one reads.</summary>
    [Fact]
    public async Task PreviewBesideAForm_OpensWide()
    {
        Open("/machines");
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample).Add(one => one.IsSummarised, true));
        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());
        await preview.Find("[data-testid=preview-virsh]").ClickAsync(new());

        // It ends when the drawer is closed.
        _ = preview.Find("[data-testid=preview-wide]").ClickAsync(new());

        var wide = dialogs.WaitForElement(".wc-drawer-wide [data-testid=preview]");
        Assert.Contains("virsh setmem web-01 4G", wide.TextContent, StringComparison.Ordinal);
        Assert.Empty(wide.QuerySelectorAll("[data-testid=preview-fold], [data-testid=preview-wide], [data-testid=preview-edit]"));
    }

    /// <summary>A drawer has the room already.</summary>
    [Fact]
    public async Task PreviewInADrawer_DoesNotOpenWide()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample));
        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());

        Assert.Empty(preview.FindAll("[data-testid=preview-wide]"));
    }

    /// <summary>Who restores a version reads a whole difference.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PreviewOfAReview_IsTall(bool isTall) =>
        Assert.Equal(isTall, Render<Preview>(p => p.Add(one => one.Of, Sample with { IsTall = isTall })).Find("[data-testid=preview]").HasAttribute("data-tall"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PreviewOfAReview_BeginsWithTheDifference(bool isTall) =>
        Assert.Equal(isTall, Render<Preview>(p => p.Add(one => one.Of, Sample with { IsOpen = true, IsTall = isTall, Words = ["Memory: 4 GiB"] })).FindAll("[data-testid=diff]").Count == 1);

    /// <summary>Each line goes on indented, and an option of many parts behind its commas.</summary>
    [Fact]
    public async Task Lines_CanBeReadWhereTheyAreLong()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, new FormPreview("A machine") { Virsh = "virt-install \\\n  --disk path=/a,<b>" }));
        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());

        Assert.Equal(["virt-install \\", "  --disk path=/a,<b>"], preview.FindAll(".wc-command-line").Select(line => line.TextContent));
        Assert.Single(preview.FindAll(".wc-command-line wbr"));
        Assert.Equal("virt-install \\\n  --disk path=/a,<b>", preview.Find("code").TextContent);
    }

    /// <summary>The words would only repeat the sentence.</summary>
    [Fact]
    public async Task OnlyWhatThereIs_CanBeChosen()
    {
        var plain = Render<Preview>(p => p.Add(one => one.Of, new FormPreview("A pool")));
        Assert.Empty(plain.FindAll("button"));

        var virsh = Render<Preview>(p => p.Add(one => one.Of, new FormPreview("A pool") { Virsh = "virsh pool-define-as images" }));
        await virsh.Find("[data-testid=preview-fold]").ClickAsync(new());
        Assert.Equal("virsh pool-define-as images", virsh.Find("code").TextContent);
        Assert.Empty(virsh.FindAll(".wc-segments"));

        virsh.Render(p => p.Add(one => one.Of, new FormPreview("A pool") { Virsh = "virsh", Words = ["of a directory"] }));
        Assert.Equal("of a directory", virsh.Find("li").TextContent);
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Secret_IsNeitherShownNorCopied()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample));
        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());
        await preview.Find("[data-testid=preview-xml]").ClickAsync(new());

        Assert.DoesNotContain("hunter2", preview.Markup, StringComparison.Ordinal);
        Assert.Contains("passwd='••••'", preview.Find("[data-testid=diff]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Where all is new, signs would say nothing.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task NewObject_IsShownAsItsDefinition_WithoutItsSecrets()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample with { Before = null }));
        await preview.Find("[data-testid=preview-fold]").ClickAsync(new());
        await preview.Find("[data-testid=preview-xml]").ClickAsync(new());

        Assert.Empty(preview.FindAll("[data-testid=diff]"));
        Assert.Equal("domain", preview.Find("[data-testid=preview-definition] .x-e").TextContent);
        Assert.DoesNotContain("hunter2", preview.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_IsToldAtMostEveryTwoSeconds()
    {
        var preview = Render<Preview>(p => p.Add(one => one.Of, Sample));
        Clock.Advance(TimeSpan.Zero);
        preview.WaitForAssertion(() => Assert.Equal("4 GiB now", Told(preview)));

        preview.Render(p => p.Add(one => one.Of, new FormPreview("5 GiB now")));
        Clock.Advance(TimeSpan.FromSeconds(1));
        preview.Render(p => p.Add(one => one.Of, new FormPreview("6 GiB now")));
        Assert.Equal("4 GiB now", Told(preview));

        Clock.Advance(TimeSpan.FromSeconds(1));
        preview.WaitForAssertion(() => Assert.Equal("6 GiB now", Told(preview)));
    }

    private static string Told(IRenderedComponent<Preview> preview) => preview.Find("[role=status]").TextContent;
}
