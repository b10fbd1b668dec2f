using System.Text.RegularExpressions;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A definition edited as text, its history, and the way back, with virsh beside the page.</summary>
public sealed class DefinitionTests(Lab lab)
{
    [Fact]
    public async Task TextThatIsTyped_IsComparedSavedKeptAndTakenBack()
    {
        var guest = await Guest.DefineAsync("e2e-edited");
        await using var visitor = await OpenAsync(guest);

        await TypeAfterNameAsync(visitor, "<description>By the page</description>");
        await visitor.TestId("submit").ClickAsync();
        await Expect(visitor.TestId("xml-review").Locator(".cm-insertedLine, .cm-changedLine, .cm-changedText").First).ToBeVisibleAsync();
        Assert.DoesNotContain("By the page", await DumpAsync(guest), StringComparison.Ordinal);
        await visitor.TestId("submit").ClickAsync();
        await Wait.ForAsync(async () => (await DumpAsync(guest)).Contains("<description>By the page</description>", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "virsh shows the description");

        await visitor.Page.GotoAsync(lab.Url(guest.Page + "?tab=history"));
        var versions = visitor.TestId("version");
        await Expect(versions).ToHaveCountAsync(2);
        await Expect(versions.First).ToContainTextAsync("Description");
        await versions.First.GetByTestId("open-version").ClickAsync();
        await Expect(versions.First).ToContainTextAsync("By the page");
        await versions.Last.GetByTestId("restore-version").ClickAsync();
        // As high as the review of an edit, so that a difference is read and not guessed.
        await Expect(visitor.TestId("dialog").GetByTestId("diff")).ToBeVisibleAsync();
        Assert.True((await visitor.TestId("dialog").Locator(".wc-preview-body").BoundingBoxAsync())!.Height > 360);
        foreach (var (width, height) in new[] { (1440, 900), (1366, 768), (390, 844) })
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            await Wait.ForAsync(async () => await visitor.TestId("dialog").GetByTestId("submit").BoundingBoxAsync() is { } button && button.Y + button.Height <= height && button.X + button.Width <= width, TimeSpan.FromSeconds(10), $"the button is in sight at {width} x {height}");
            Assert.True((await visitor.TestId("dialog").Locator(".wc-preview-shown").BoundingBoxAsync())!.Height > 120);
        }
        // The words of a version stand right below its time.
        var (time, words) = ((await versions.First.Locator(".wc-history-time").BoundingBoxAsync())!, (await versions.First.Locator(".wc-history-words strong").BoundingBoxAsync())!);
        Assert.True(words.Y - time.Y - time.Height < 8, $"{words.Y - time.Y - time.Height} px between");
        await visitor.TestId("dialog").GetByTestId("submit").ClickAsync();
        await Wait.ForAsync(async () => !(await DumpAsync(guest)).Contains("By the page", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "virsh shows no description any more");
        await Expect(versions).ToHaveCountAsync(3);

        await Shell.VirshAsync("undefine", guest.Name);
    }

    [Fact]
    public async Task Mistake_IsMarkedAtItsLine_AndTheTextStays()
    {
        var guest = await Guest.DefineAsync("e2e-mistaken");
        await using var visitor = await OpenAsync(guest);

        await TypeAfterNameAsync(visitor, "<vcpu>many</vcpu>");
        await Expect(visitor.TestId("code-mark").First).ToBeVisibleAsync();
        await visitor.TestId("submit").ClickAsync();
        await Expect(visitor.TestId("xml-review")).ToBeVisibleAsync();
        await visitor.TestId("submit").ClickAsync();

        await Expect(visitor.Page.Locator("[role=alert]", new() { HasText = "Could not save definition." })).ToContainTextAsync("many");
        await visitor.TestId("edit-on").ClickAsync();
        await Expect(visitor.TestId("code-mark").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".cm-content")).ToContainTextAsync("many");
        await Shell.VirshAsync("undefine", guest.Name);
    }

    [Fact]
    public async Task EndTagTypedInFull_IsThereOnce()
    {
        var guest = await Guest.DefineAsync("e2e-typed");
        await using var visitor = await OpenAsync(guest);

        await visitor.Page.Locator(".cm-line", new() { HasText = "</name>" }).First.ClickAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await visitor.Page.Keyboard.TypeAsync("<title>one</title><description>two</description>", new() { Delay = 30 });

        var line = visitor.Page.Locator(".cm-line", new() { HasText = "</name>" }).First;
        await Expect(line).ToHaveTextAsync(new Regex(@"</name><title>one</title><description>two</description>$"));
        await Shell.VirshAsync("undefine", guest.Name);
    }

    private async Task<Visitor> OpenAsync(Guest guest)
    {
        var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guest.Page + "?tab=xml"));
        await Expect(visitor.Page.Locator(".cm-content")).ToContainTextAsync(guest.Name);
        return visitor;
    }

    private static async Task TypeAfterNameAsync(Visitor visitor, string text)
    {
        await visitor.Page.Locator(".cm-line", new() { HasText = "</name>" }).First.ClickAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await visitor.Page.Keyboard.InsertTextAsync(text);
        await Expect(visitor.Page.Locator(".cm-content")).ToContainTextAsync(text);
    }

    private static Task<string> DumpAsync(Guest guest) => Shell.VirshAsync("dumpxml", "--inactive", guest.Name);
}
