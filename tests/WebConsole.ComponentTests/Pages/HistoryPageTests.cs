using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The history on the pages of machines, networks and pools, and of what was deleted.</summary>
public sealed class HistoryPageTests : PageContext
{
    private static readonly MachineId Web = TestInventory.Id(1);
    private static readonly string Url = $"/machines/{Web}?tab=history";

    public HistoryPageTests() => Inventory.Update(_ => TestInventory.Full);

    private HistoryStore Store => Services.GetRequiredService<HistoryStore>();

    [Fact]
    public async Task Versions_AreListedByDays_WithWhoAndWhat()
    {
        await KeepAsync(Definition(1));
        Clock.Advance(TimeSpan.FromDays(1));
        await KeepAsync(Definition(2), new DefinitionAuthor("ada", 7, "edit"));
        await KeepAsync(Definition(2, "<title>New</title><vcpu>2</vcpu>"));
        await KeepAsync(null);

        var page = Open(Url);

        page.WaitForElement("[data-testid=version]");
        Assert.Equal(["Today", "Yesterday"], page.FindAll(".wc-history-day").Select(day => day.TextContent));
        Assert.Equal(["deleted", "changed", "changed", "defined"], page.FindAll("[data-testid=version]").Select(version => version.GetAttribute("data-event")));
        Assert.Equal(["outside WebConsole", "outside WebConsole", "by ada, task 7", "outside WebConsole"], page.FindAll("[data-testid=version-author]").Select(Words));
        Assert.Equal(["Title: not set → New", "Virtual CPUs: by default → 2"], page.FindAll("[data-testid=version-changes]")[0].Children.Select(Words));
        Assert.Equal("/tasks?task=7", page.Find("[data-testid=version-author] a").GetAttribute("href"));
        Assert.Equal($"/api/v1/machines/{Web}/history/export", page.Find("[data-testid=history-files]").GetAttribute("href"));
    }

    [Fact]
    public async Task TwoThatArePicked_AreCompared()
    {
        foreach (var memory in (int[])[1, 2, 3])
            await KeepAsync(Definition(memory));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");
        Assert.True(page.Find("[data-testid=compare]").HasAttribute("disabled"));

        await page.FindAll("[data-testid=pick-version]")[2].ChangeAsync(new() { Value = true });
        await page.FindAll("[data-testid=pick-version]")[0].ChangeAsync(new() { Value = true });
        await page.Find("[data-testid=compare]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(["<memory>1</memory>", "<memory>3</memory>"], page.FindAll("[data-testid=comparison] :is(.wc-diff-old, .wc-diff-new) code").Select(Words)));
        await page.Find("[data-testid=close-comparison]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-testid=comparison]"));
    }

    [Fact]
    public async Task Version_OpensToWhatItChanged_AndTheFirstToItsDefinition()
    {
        await KeepAsync(Definition(1));
        await KeepAsync(Definition(2));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");

        await page.FindAll("[data-testid=open-version]")[0].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["<memory>1</memory>", "<memory>2</memory>"], page.FindAll("[data-testid=version] :is(.wc-diff-old, .wc-diff-new) code").Select(Words)));
        await page.FindAll("[data-testid=open-version]")[1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("<memory>1</memory>", page.Find("[data-testid=version] [data-testid=xml] pre").TextContent, StringComparison.Ordinal));
    }

    /// <summary>The one before it is on the next page of the list.</summary>
    [Fact]
    public async Task LastVersionOfThePage_IsComparedWithTheOneBefore()
    {
        for (var memory = 1; memory <= 101; memory++)
            await KeepAsync(Definition(memory));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");

        await page.FindAll("[data-testid=open-version]")[99].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(["<memory>1</memory>", "<memory>2</memory>"], page.FindAll("[data-testid=version] :is(.wc-diff-old, .wc-diff-new) code").Select(Words)));
    }

    [Fact]
    public async Task VersionWhoseOneBeforeWasDropped_SaysSo_AndShowsAll()
    {
        for (var memory = 1; memory <= new HistoryOptions().Versions + 1; memory++)
            await KeepAsync(Definition(memory));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");
        await page.Find("[data-testid=history-older]").ClickAsync(new());

        await page.FindAll("[data-testid=open-version]")[^1].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("<memory>2</memory>", page.Find("[data-testid=version] [data-testid=xml] pre").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=no-version-before]"));
    }

    [Fact]
    public async Task HistoryThatCanNotBeRead_SaysSo_AndThePageGoesOn()
    {
        await KeepAsync(Definition(1));
        await KeepAsync(Definition(2));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");
        var database = Services.GetRequiredService<HistoryDatabase>();
        await database.RunAsync(connection => connection.Execute("ALTER TABLE packs RENAME TO lost"), CancellationToken.None);

        await page.FindAll("[data-testid=open-version]")[0].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("no such table", page.Find("[data-testid=history-error]").TextContent, StringComparison.Ordinal));
        foreach (var index in (int[])[0, 1])
            await page.FindAll("[data-testid=pick-version]")[index].ChangeAsync(new() { Value = true });
        await page.Find("[data-testid=compare]").ClickAsync(new());
        Assert.Equal(2, page.FindAll("[data-testid=version]").Count);

        await database.RunAsync(connection => connection.Execute("ALTER TABLE lost RENAME TO packs"), CancellationToken.None);
        await page.Find("[data-testid=history-again]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=history-error]")));
        await page.Find("[data-testid=compare]").ClickAsync(new());
        page.WaitForElement("[data-testid=comparison]");
    }

    [Theory]
    [InlineData(Role.Viewer, 0, 0)]
    [InlineData(Role.Operator, 0, 2)]
    [InlineData(Role.Administrator, 1, 2)]
    public async Task Buttons_AreThoseOfWhoMay(Role role, int restores, int names)
    {
        await KeepAsync(Definition(1));
        await KeepAsync(Definition(2));

        var page = Open(Url, role);

        page.WaitForElement("[data-testid=version]");
        Assert.Equal((restores, names), (page.FindAll("[data-testid=restore-version]").Count, page.FindAll("[data-testid=mark-version]").Count));
    }

    [Fact]
    public async Task NewVersion_AppearsByItself()
    {
        await KeepAsync(Definition(1));
        var page = Open(Url);
        page.WaitForElement("[data-testid=version]");

        await KeepAsync(Definition(2));
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=version]").Count));
    }

    [Fact]
    public async Task MarkedVersion_SaysSo_AndDroppedOnesAreCounted()
    {
        await KeepAsync(Definition(0));
        Assert.True(await Store.MarkAsync(Web, (await Store.ListAsync(Web, long.MaxValue, 1, CancellationToken.None))[0].Id, "before the move", true, CancellationToken.None));
        for (var memory = 1; memory <= new HistoryOptions().Versions + 3; memory++)
            await KeepAsync(Definition(memory));

        var page = Open(Url);

        page.WaitForElement("[data-testid=version]");
        while (page.FindAll("[data-testid=history-older]") is [var more])
            await more.ClickAsync(new());
        Assert.Equal(("before the move", 1), (Words(page.Find("[data-testid=version-label]")), page.FindAll("[data-testid=version-pinned]").Count));
        Assert.Equal("3 older versions were dropped, to stay within the limits.", Words(page.Find("[data-testid=history-dropped]")));
    }

    [Fact]
    public void NothingKept_SaysWhatWillBe()
    {
        var page = Open(Url);
        page.WaitForAssertion(() => Assert.Contains("No versions yet", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", "X1")]
    public async Task HostileNames_AreTextAndNothingElse()
    {
        foreach (var (index, name) in TestInventory.HostileNames.Index())
            await KeepAsync($"<domain><name>w</name><description>{System.Security.SecurityElement.Escape(name)}</description><devices><disk><target dev='{System.Security.SecurityElement.Escape(name)}'/></disk></devices><memory>{index}</memory></domain>", new DefinitionAuthor(name, index, name));
        Assert.True(await Store.MarkAsync(Web, (await Store.ListAsync(Web, long.MaxValue, 1, CancellationToken.None))[0].Id, TestInventory.HostileNames[2], false, CancellationToken.None));

        var page = Open(Url);

        page.WaitForAssertion(() => Assert.Equal(TestInventory.HostileNames.Length, page.FindAll("[data-testid=version]").Count));
        Assert.Empty(page.FindAll("script, iframe, img[onerror], svg[onload]"));
    }

    [Theory]
    [InlineData("networks", ObjectKind.Network)]
    [InlineData("storage", ObjectKind.Pool)]
    public async Task NetworksAndPools_HaveTheSame(string path, ObjectKind kind)
    {
        var uuid = kind is ObjectKind.Network ? TestInventory.NetworkId : TestInventory.PoolId;
        await KeepAsync("<network/>", id: new ObjectId(kind, "local", $"{uuid:D}"));

        var page = Open($"/{path}/local/{uuid:D}?tab=history");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=version]")));
    }

    [Fact]
    public async Task DeletedOnes_AreListedAndLeadToTheirHistory()
    {
        var gone = new MachineId("local", Guid.NewGuid());
        await KeepAsync(Definition(1), id: gone, name: "gone-01");
        await KeepAsync(null, id: gone, name: "gone-01");
        var page = Open("/deleted");

        var link = page.WaitForElement("[data-testid=deleted-row] a");
        Assert.Equal(("gone-01", $"/deleted/machine/local/{gone.Uuid:D}"), (link.TextContent, link.GetAttribute("href")));
        Navigation.NavigateTo(link.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal((2, 1), (page.FindAll("[data-testid=version]").Count, page.FindAll("[data-testid=restore-version]").Count)));
    }

    [Theory]
    [InlineData("/deleted", "Nothing was deleted")]
    [InlineData("/deleted/machine/local/00000000-0000-4000-8000-000000000001", "The history does not know it.")]
    [InlineData("/deleted/cat/local/00000000-0000-4000-8000-000000000001", "The history does not know it.")]
    public void WithoutAny_PagesSaySo(string url, string said)
    {
        var page = Open(url);
        page.WaitForAssertion(() => Assert.Contains(said, page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));
    }

    private static string Definition(int memory, string more = "") => $"<domain>\n<name>web-01</name>\n<memory>{memory}</memory>\n{more}</domain>";

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task KeepAsync(string? text, DefinitionAuthor? author = null, ObjectId? id = null, string name = "web-01") =>
        Store.AppendAsync([new Observation(id ?? Web, name, text, Clock.GetUtcNow()) { Author = author }]);
}
