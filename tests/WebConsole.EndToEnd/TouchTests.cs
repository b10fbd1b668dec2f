using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>On a phone a finger of 44 px hits what it points at.</summary>
public sealed class TouchTests(Lab lab)
{
    private const string OpenMenu = ".wc-menu:popover-open";

    /// <summary>
    /// The controls whose area is narrower or lower than 44 px, as the browser answers touches around their centre. What
    /// lies under something else has no centre to touch.
    /// </summary>
    private const string Small = """
        root => [...(root ? document.querySelector(root) : document).querySelectorAll('button, a, summary, select, input:not([type=hidden], [type=file])')].flatMap(control => {
          control.scrollIntoView({ block: 'center', inline: 'center' });
          const box = control.getBoundingClientRect(), [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          const isHit = (x, y) => {
            const hit = document.elementFromPoint(x, y);
            return !!hit && (control.contains(hit) || hit.closest('label')?.control === control);
          };
          if (!box.width || !isHit(x, y)) return [];
          const reach = (dx, dy) => {
            let far = 0;
            while (far < 44 && isHit(x + dx * (far + 0.25), y + dy * (far + 0.25))) far += 0.25;
            return far;
          };
          const [width, height] = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
          return Math.min(width, height) < 43.5 ? [`${width} × ${height}: ${control.outerHTML.slice(0, 200)}`] : [];
        })
        """;

    /// <summary>Controls of the form that the bar covers, each once it has the focus where it stood at the lower edge of the page.</summary>
    private const string Covered = """
        () => {
          const [page, bar] = ['.wc-content', '.wc-form-side'].map(one => document.querySelector(one));
          return [...document.querySelectorAll('.wc-form-body :is(input, select, textarea)')].filter(control => control.checkVisibility() && control.getBoundingClientRect().height > 0).flatMap(control => {
            document.activeElement.blur();
            page.scrollTop += control.getBoundingClientRect().bottom - page.getBoundingClientRect().bottom;
            control.focus();
            return document.activeElement === control && control.getBoundingClientRect().bottom > bar.getBoundingClientRect().top ? [control.outerHTML.slice(0, 200)] : [];
          });
        }
        """;

    [Theory]
    [InlineData("/machines", "[data-testid=machine-name]", "[data-testid=row-menu]")]
    [InlineData("/storage", "[data-testid=pool-row] .wc-row-name", "[data-testid=new-pool]")]
    [InlineData("{pool}", "[data-testid=select-volume]", "[data-testid=row-menu]", "[data-testid=upload]", "[data-testid=show-all]", "[data-testid=filter]")]
    [InlineData("/images", "[data-testid=image-row] .wc-image-name")]
    [InlineData("{guest}?tab=hardware&plumbing=open", "[data-testid=device-row]", "[data-testid=row-menu]", "[data-testid=add-device]")]
    [InlineData("{pool}/volumes/top.qcow2", "[data-testid=chain]", ".wc-tab")]
    public async Task WhatIsTouched_IsLargeEnough(string path, params string[] shown)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url(await ScreensTests.FillAsync(lab, path)));
        foreach (var one in shown)
            await Expect(visitor.Page.Locator(one).First).ToBeVisibleAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Small));

        var menu = visitor.TestId("row-menu").First;
        if (await menu.CountAsync() == 0)
            return;
        await menu.TapAsync();
        await Expect(visitor.Page.Locator($"{OpenMenu} .wc-menu-item").First).ToBeVisibleAsync();
        // It lies over a part of what is on the page.
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Small, OpenMenu));
    }

    [Fact]
    public async Task TasksOfAStripAndItsPage_AreLargeEnough()
    {
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url(await ScreensTests.FillAsync(lab, "{pool}")));
        await visitor.TestId("action-refresh").First.TapAsync();
        await Expect(visitor.TestId("task-strip")).ToBeVisibleAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Small));

        await visitor.Page.GotoAsync(lab.Url("/tasks"));
        await Expect(visitor.Page.Locator(".wc-task-more button").First).ToBeVisibleAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Small));
    }

    /// <summary>The bar at the bottom sticks there, with the button and the count of mistakes: wherever a field is when it gets the focus, it comes above the bar.</summary>
    [Fact]
    public async Task BarOfANewMachine_CoversNoFieldWithTheFocus()
    {
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url("/machines/new?from=empty"));
        await visitor.Page.Locator("[data-testid=field-name] input").FillAsync("a/b");
        await visitor.TestId("submit").TapAsync();
        await Expect(visitor.Page.Locator("[data-testid=field-name] [aria-invalid=true]")).ToBeVisibleAsync();

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Covered));
    }

    /// <summary>A name fills its row, but what else is in the row stays what it is.</summary>
    [Fact]
    public async Task RowOfAVolume_OpensWhereverItIsTouched_ButNotAtItsBox()
    {
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url(await ScreensTests.FillAsync(lab, "{pool}/volumes/top.qcow2")).Replace("/volumes/top.qcow2", "?q=top.qcow2", StringComparison.Ordinal));
        var row = visitor.TestId("volume-row");
        await Expect(row).ToHaveCountAsync(1);
        await row.TapAsync(new() { Position = new() { X = 4, Y = 4 } });
        await Expect(row.GetByTestId("select-volume")).ToBeCheckedAsync();
        await row.TapAsync(new() { Position = new() { X = 200, Y = 46 } });

        await visitor.Page.WaitForURLAsync("**/volumes/top.qcow2");
    }
}
