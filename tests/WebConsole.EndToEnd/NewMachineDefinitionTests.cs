using Deque.AxeCore.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The definition of a machine, edited in its form before it is made: by keys alone, and on a phone.</summary>
public sealed class NewMachineDefinitionTests(Lab lab)
{
    [Theory]
    [InlineData("e2e-written", 1440, 1000)]
    [InlineData("e2e-written-small", 390, 844)]
    public async Task DefinitionThatIsTyped_IsMade_AndItsHardwareOpens(string name, int width, int height)
    {
        await Shell.RunAsync("mkdir", "-p", $"/run/lab/{name}");
        await Shell.VirshAsync("pool-create-as", name, "dir", "--target", $"/run/lab/{name}");
        try
        {
            await using var visitor = await lab.AdministratorAsync(width, height);
            await FillAsync(visitor, name);
            Assert.Equal(0, await LoadedAsync(visitor));
            await EditAsync(visitor, width);
            await visitor.Page.Keyboard.InsertTextAsync("<description>By hand</description>");
            await Expect(visitor.TestId("summary").Locator("[data-to-field=definition]")).ToHaveCountAsync(1);
            await visitor.TestId("field-vcpus").Locator("input").FillAsync("3");
            await Expect(visitor.Page.Locator(".cm-content")).ToContainTextAsync("<vcpu>3</vcpu>");
            await Expect(visitor.Page.Locator(".cm-content")).ToContainTextAsync("<description>By hand</description>");
            Assert.Empty((await visitor.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
            Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the window.");
            await visitor.TestId("field-start").GetByText("Don't start it").ClickAsync();
            await visitor.TestId("submit").ClickAsync();

            await Expect(visitor.TestId("hardware")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            var made = await Shell.VirshAsync("dumpxml", name);
            foreach (var part in (string[])["<vcpu placement='static'>3</vcpu>", "<description>By hand</description>", $"/run/lab/{name}/{name}.qcow2"])
                Assert.Contains(part, made, StringComparison.Ordinal);
        }
        finally
        {
            await Shell.RunAsync("sh", "-c", $"virsh -q undefine {name}; virsh -q pool-destroy {name}; rm -rf /run/lab/{name}; true");
        }
    }

    private async Task FillAsync(Visitor visitor, string name)
    {
        await visitor.Page.GotoAsync(lab.Url($"/machines/new?from=empty&name={name}&memory=128"));
        await visitor.TestId("field-disks[0].size").Locator("input").FillAsync("16 MiB");
        await visitor.TestId("field-disks[0].pool").GetByTestId("picker").ClickAsync();
        await visitor.TestId("field-disks[0].pool").GetByTestId("option").Filter(new() { HasText = name }).First.ClickAsync();
    }

    /// <summary>The caret is in the editor then, at the end of the line with the name.</summary>
    private static async Task EditAsync(Visitor visitor, int width)
    {
        await visitor.TestId("preview-fold").ClickAsync();
        await visitor.TestId("preview-xml").ClickAsync();
        await visitor.TestId("preview-edit").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".cm-content")).ToBeFocusedAsync();
        await Expect(visitor.Page.Locator(".cm-content")).ToBeInViewportAsync();
        if (width < 900)
            await Expect(visitor.TestId("preview-definition")).Not.ToBeVisibleAsync();
        await visitor.Page.Locator(".cm-line", new() { HasText = "</name>" }).First.ClickAsync();
        await visitor.Page.Keyboard.PressAsync("End");
    }

    private static Task<int> LoadedAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(entry => entry.name.includes('codemirror')).length");
}
