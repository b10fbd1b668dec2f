using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Names that differ in their last letters alone can be told apart, wide and narrow.</summary>
public sealed class LongNamesTests(Lab lab)
{
    private const string Pool = "nightly-backups-of-the-accounting-department-primary", Volume = "production-database-primary-data-volume-of-the-accounting-department-2026-03-17-weekly-a.qcow2";

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task LastLettersOfANameAreSeen_InItsTableAndInItsTitle(int width)
    {
        var directory = Directory.CreateTempSubdirectory("webconsole-e2e-").FullName;
        await Shell.RunAsync("truncate", "-s", "512", Path.Combine(directory, Volume));
        await Shell.VirshAsync("pool-create-as", Pool, "dir", "--target", directory);
        var uuid = (await Shell.VirshAsync("pool-uuid", Pool)).Trim();
        await using var visitor = await lab.AdministratorAsync(width);
        await visitor.Page.GotoAsync(lab.Url($"/storage/local/{uuid}"));
        var link = visitor.TestId("volume-row").GetByRole(AriaRole.Link, new() { Name = Volume, Exact = true });
        await AssertEndIsSeenAsync(link, "ekly-a.qcow2");
        await AssertEndIsSeenAsync(visitor.Page.Locator("h1"), "ment-primary");

        // A phone has the state in the line of facts, where it takes nothing from the name.
        var (state, next) = (visitor.Page.Locator(".wc-state:visible").Filter(new() { HasText = "active" }).First, visitor.TestId("palette-open"));
        if (width == 1440)
            Assert.True((await next.BoundingBoxAsync())!.X - await RightAsync(state) >= 12);
        else
            await Expect(visitor.TestId("object-header").Locator(".wc-state")).ToBeVisibleAsync();
        Assert.True((await next.BoundingBoxAsync())!.X - await RightAsync(visitor.Page.Locator("h1")) >= 8);

        await link.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/volumes/*");
        await AssertEndIsSeenAsync(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = Volume, Exact = true }), "ekly-a.qcow2");
        Assert.Equal(Volume, await visitor.Page.Locator("h1").EvaluateAsync<string>("title => { getSelection().selectAllChildren(title); return String(getSelection()); }"));

        await Shell.VirshAsync("pool-destroy", Pool);
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The name gives way to the state, and a title stays in its card.</summary>
    [Fact]
    public async Task LongNameAndTitle_LeaveRoomForTheState()
    {
        var guest = await Guest.DefineAsync("long-" + new string('x', 150), definition => definition.SetElementValue("title", new string('t', 200)));
        await using var visitor = await lab.AdministratorAsync(1440);
        await visitor.Page.GotoAsync(lab.Url(guest.Page));

        await Expect(visitor.TestId("machine-state")).ToContainTextAsync("off");
        var state = visitor.TestId("machine-state").Locator(".wc-state");
        Assert.True(await state.EvaluateAsync<bool>("state => state.clientWidth > 0 && state.scrollWidth <= state.clientWidth"));
        Assert.True(await RightAsync(state) <= (await visitor.TestId("palette-open").BoundingBoxAsync())!.X);
        Assert.True(await visitor.Page.Locator(".wc-machine-title").EvaluateAsync<bool>("title => title.scrollWidth <= title.clientWidth"));
        await Shell.VirshAsync("undefine", guest.Name);
    }

    private static async Task<double> RightAsync(ILocator element) => await element.BoundingBoxAsync() is { } box ? box.X + box.Width : 0;

    private static async Task AssertEndIsSeenAsync(ILocator name, string end)
    {
        var last = name.Locator(".wc-long > :last-child");
        await Expect(last).ToHaveTextAsync(end);
        Assert.True(await last.EvaluateAsync<bool>("""
            end => {
              const { right, bottom, top } = end.getBoundingClientRect(), hit = document.elementFromPoint(right - 1, (top + bottom) / 2);
              const frame = end.closest('td, h1').getBoundingClientRect();
              return right <= frame.right && (hit === end || hit.closest('a, h1') === end.closest('a, h1'));
            }
            """), end);
    }
}
