using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>From the sign-in link into a machine and out again, without a mouse.</summary>
public sealed class KeyboardTests(Lab lab)
{
    [Fact]
    public async Task MachineIsStartedUsedAndForcedOff_WithoutTheMouse()
    {
        var guest = await Guest.DefineAsync("e2e-by-keys");
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(await lab.Product.NewLinkAsync());
        await visitor.Page.WaitForURLAsync(lab.Url("/"));

        await StartFromTheTableAsync(visitor, guest);
        await TypeIntoItsScreenAsync(visitor, guest);
        await ForceOffAsync(visitor);
        await guest.WaitForStateAsync("shut off");

        await Shell.VirshAsync("undefine", guest.Name);
    }

    private static async Task StartFromTheTableAsync(Visitor visitor, Guest guest)
    {
        var row = MachinesTests.Row(visitor, guest);
        await TabToAsync(visitor, visitor.TestId("nav-machines"));
        await PressAsync(visitor, "Enter");
        await Expect(row).ToHaveAttributeAsync("data-state", "shut-off");
        await TabToAsync(visitor, visitor.TestId("filter"));
        await visitor.Page.Keyboard.TypeAsync(guest.Name);
        await Expect(visitor.TestId("machine-row")).ToHaveCountAsync(1);

        await TabToAsync(visitor, row.GetByTestId("machine-name"));
        await PressAsync(visitor, "Shift+F10");
        await Expect(visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Start", Exact = true })).ToBeFocusedAsync();
        await PressAsync(visitor, "Enter");
        await Expect(row).ToHaveAttributeAsync("data-state", "running");
        await guest.WaitForStateAsync("running");
    }

    private static async Task TypeIntoItsScreenAsync(Visitor visitor, Guest guest)
    {
        await TabToAsync(visitor, MachinesTests.Row(visitor, guest).GetByTestId("machine-name"), "Shift+Tab");
        await PressAsync(visitor, "Enter");
        await TabToAsync(visitor, visitor.TestId("tab-console"));
        await PressAsync(visitor, "Enter");
        var screen = new Screen(visitor, guest);
        await Expect(screen.Console).ToHaveAttributeAsync("data-state", "connected");
        await guest.WaitUntilUpAsync();

        await TabToAsync(visitor, screen.Console.Locator("canvas"));
        await Keys.TypeAsync(visitor.Page, "echo typed-without-mouse > /dev/ttyS0");
        await Wait.ForAsync(async () => (await guest.SerialAsync()).Contains("typed-without-mouse", StringComparison.Ordinal), TimeSpan.FromSeconds(60),
            "what was typed runs in the guest");

        await PressAsync(visitor, "Tab");
        await Expect(screen.Console.Locator("canvas")).ToBeFocusedAsync();
        await LeaveAsync(visitor);
        await Expect(screen.Console.Locator("canvas")).Not.ToBeFocusedAsync();
    }

    /// <summary>Ctrl, Shift and Alt, pressed and released, with their X11 names.</summary>
    private static async Task LeaveAsync(Visitor visitor)
    {
        var browser = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        foreach (var type in new[] { "rawKeyDown", "keyUp" })
        {
            foreach (var (code, key) in new[] { ("ControlLeft", "Control"), ("ShiftLeft", "Shift"), ("AltLeft", "Meta") })
                await browser.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["code"] = code, ["key"] = key });
        }
    }

    private static async Task ForceOffAsync(Visitor visitor)
    {
        await TabToAsync(visitor, visitor.TestId("more-actions"), "Shift+Tab");
        await PressAsync(visitor, "Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await PressAsync(visitor, "End");
        // What is refused now, such as a new name, stands last.
        await TabToAsync(visitor, visitor.TestId("action-force-off"), "ArrowUp");
        await PressAsync(visitor, "Enter");
        await TabToAsync(visitor, visitor.TestId("confirm"));
        await PressAsync(visitor, "Enter");
    }

    private static Task PressAsync(Visitor visitor, string key) => visitor.Page.Keyboard.PressAsync(key);

    /// <summary>Presses Tab until the element has the focus, up to a reasonable number.</summary>
    private static async Task TabToAsync(Visitor visitor, ILocator target, string key = "Tab")
    {
        await Expect(target).ToBeVisibleAsync();
        for (var steps = 0; steps < 60; steps++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await PressAsync(visitor, key);
        }
        Assert.Fail($"No way by {key} to {target}");
    }
}
