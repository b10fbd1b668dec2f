using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// Real machines with unusual names that libvirt allows: they are shown as text everywhere, and every function works.
/// </summary>
public sealed class NamesTests(Lab lab)
{
    private const string Title = "<script>alert(1)</script> \"title\" & <img src=x onerror=\"alert(1)\">";

    public static TheoryData<string, string> Names => new()
    {
        { "long", new string('W', 200) },
        { "right-to-left", "\u202eשרת-בדיקה" },
        { "script", "<img src=x onerror=alert(1)><script>alert(1)<b>" },
        { "quotes", "a'b\"c`d$(e);f&g h" },
    };

    [Theory, MemberData(nameof(Names)), Trait("Attack", "J1"), Trait("Attack", "X1")]
    public async Task Name_IsTextFitsAndHindersNothing(string kind, string name)
    {
        var guest = await Guest.DefineAsync("e2e-name-" + kind, definition =>
        {
            definition.SetElementValue("name", name);
            definition.SetElementValue("title", Title);
        });
        var dialogs = new List<string>();
        await using var visitor = await lab.AdministratorAsync();
        visitor.Page.Dialog += async (_, dialog) => { dialogs.Add(dialog.Message); await dialog.DismissAsync(); };

        await LookAsync(visitor, guest, "/machines", MachinesTests.Row(visitor, guest).GetByTestId("machine-name"));
        await LookAsync(visitor, guest, guest.Page, Heading(visitor));
        await StartAndStopAsync(visitor, guest);
        await LookAsync(visitor, guest, guest.Page + "?tab=hardware", Heading(visitor));
        await LookAsync(visitor, guest, guest.Page + "?tab=xml", Heading(visitor));
        await LookAsync(visitor, guest, guest.Page + "/console", Heading(visitor));
        await LookAsync(visitor, guest, "/tasks", visitor.Page.GetByRole(AriaRole.Link, new() { Name = Shown(name), Exact = true }).First);
        Assert.Empty(visitor.Complaints);
        Assert.Empty(dialogs);

        await Shell.VirshAsync("undefine", $"{guest.Uuid:D}");
    }

    /// <summary>A direction mark is shown as an escape.</summary>
    private static string Shown(string name) => name.Replace("\u202e", @"\u202e", StringComparison.Ordinal);

    private static ILocator Heading(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private async Task LookAsync(Visitor visitor, Guest guest, string path, ILocator place)
    {
        await visitor.Page.GotoAsync(lab.Url(path));
        await Expect(place).ToHaveTextAsync(Shown(guest.Name));
        await FitsAsync(visitor, path);
    }

    /// <summary>From the page, because its confirmation shows the name too.</summary>
    private static async Task StartAndStopAsync(Visitor visitor, Guest guest)
    {
        await visitor.TestId("action-start").First.ClickAsync();
        await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-state", "running");
        await visitor.TestId("more-actions").ClickAsync();
        await visitor.TestId("action-force-off").ClickAsync();
        // In a sentence, no direction mark may affect the rest of it.
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(Shown(guest.Name));
        await FitsAsync(visitor, "the question");
        await visitor.TestId("confirm").ClickAsync();
        await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-state", "shut-off");
        Assert.Equal("shut off", await guest.StateAsync());
    }

    private static async Task FitsAsync(Visitor visitor, string what)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            Assert.True(await visitor.Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{what} scrolls sideways at {width} pixels");
        }
    }
}
