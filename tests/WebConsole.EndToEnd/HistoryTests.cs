using System.Xml.Linq;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The history of a machine's definition in the browser, beside somebody who uses virsh.</summary>
public sealed class HistoryTests(Lab lab)
{
    private const string Name = "history";

    [Fact]
    public async Task ChangeByVirsh_IsSeen_Compared_AndTakenBackInPart()
    {
        var guest = await Guest.DefineAsync(Name);
        try
        {
            await using var visitor = await lab.AdministratorAsync(1440, 900);
            await visitor.Page.GotoAsync(lab.Url(guest.Page + "?tab=history"));
            var versions = visitor.TestId("version");
            await Expect(versions.First).ToBeVisibleAsync();
            var before = await versions.CountAsync();

            await EditAsync(machine =>
            {
                machine.SetElementValue("vcpu", 3);
                machine.SetElementValue("title", "Edited");
            });
            await Expect(versions).ToHaveCountAsync(before + 1);
            await Expect(visitor.TestId("version-author").First).ToHaveTextAsync("outside WebConsole");
            await Expect(visitor.TestId("version-changes").First).ToContainTextAsync("vcpu changed");

            await visitor.TestId("pick-version").Nth(0).CheckAsync();
            await visitor.TestId("pick-version").Nth(1).CheckAsync();
            await visitor.TestId("compare").ClickAsync();
            await Expect(visitor.TestId("comparison").GetByTestId("diff")).ToContainTextAsync("<title>Edited</title>");

            await visitor.TestId("restore-version").First.ClickAsync();
            await Expect(visitor.TestId("dialog").GetByTestId("diff")).ToBeVisibleAsync();
            await visitor.TestId("field-part").Locator("select").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "vcpu" });
            await visitor.TestId("submit").ClickAsync();

            await Expect(versions).ToHaveCountAsync(before + 2);
            await Expect(visitor.TestId("version-author").First).ToContainTextAsync("task");
            var now = XElement.Parse(await Shell.VirshAsync("dumpxml", "--inactive", Name));
            Assert.Equal(("1", "Edited"), (now.Element("vcpu")!.Value, now.Element("title")!.Value));
            Assert.Empty(visitor.Complaints);
        }
        finally
        {
            await Shell.VirshAsync("undefine", Name);
        }
    }

    private static async Task EditAsync(Action<XElement> change)
    {
        var definition = XElement.Parse(await Shell.VirshAsync("dumpxml", "--inactive", Name));
        change(definition);
        var file = Path.GetTempFileName();
        try
        {
            definition.Save(file);
            await Shell.VirshAsync("define", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
