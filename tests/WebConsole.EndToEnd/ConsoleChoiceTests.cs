using System.Xml.Linq;
using Deque.AxeCore.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Machines with several displays or lines, or whose first one can't open in a browser.</summary>
public sealed class ConsoleChoiceTests(Lab lab, ConsoleChoiceTests.Guests guests) : IClassFixture<ConsoleChoiceTests.Guests>
{
    [Fact]
    public async Task SpiceBeforeVnc_ShowsTheVncScreenAndTellsOfTheOther()
    {
        await using var visitor = await lab.AdministratorAsync();
        var screen = await Screen.OpenAsync(visitor, guests.Several, lab.Url(guests.Several.Page + "/console"));
        await screen.TypesIntoTheGuestAsync("typed-past-spice");

        await ChooseAsync(visitor, "Display 0: SPICE");

        await Expect(visitor.Page).ToHaveURLAsync(lab.Url(guests.Several.Page + "/console?display=0"));
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-reason", "no-console");
        await Expect(visitor.TestId("vnc-console")).ToContainTextAsync("This machine's screen is SPICE at 127.0.0.1:");
        await AssertUsableAsync(visitor);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task EachLine_CanBeChosenAndHasAnAddress()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guests.Several.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        Assert.Equal(["Serial port 0", "Serial port 1", "Text console 1"], await visitor.TestId("console-choice").Locator("a").AllTextContentsAsync());

        await ChooseAsync(visitor, "Serial port 1");
        await Expect(visitor.Page).ToHaveURLAsync(lab.Url(guests.Several.Page + "?tab=serial&line=serial1"));
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await guests.Several.TypeOnSerialAsync("echo on-the-$((1+1))nd-line > /dev/ttyS1");
        await Expect(console).ToContainTextAsync("on-the-2nd-line");

        await visitor.Page.GotoAsync(lab.Url(guests.Several.Page + "?tab=serial&line=console1"));
        await Expect(visitor.TestId("console-choice").Locator("summary")).ToHaveTextAsync("Text console 1");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
    }

    [Fact]
    public async Task LinesThatAreNoTerminals_AreToldOfAndNotAskedFor()
    {
        await using var visitor = await lab.AdministratorAsync();
        var hubs = new List<string>();
        visitor.Page.WebSocket += (_, socket) => hubs.Add(socket.Url);
        await visitor.Page.GotoAsync(lab.Url(guests.Elsewhere.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");

        await Expect(console).ToHaveAttributeAsync("data-state", "refused");
        await Expect(console).ToContainTextAsync("Serial port 0 goes to TCP 127.0.0.1:");
        await ChooseAsync(visitor, "Serial port 1");
        await Expect(console).ToContainTextAsync("Serial port 1 is written to the file /var/lib/libvirt/images/e2e-elsewhere.log.");

        Assert.DoesNotContain(hubs, url => url.Contains("/hubs/console", StringComparison.Ordinal));
        Assert.DoesNotContain(Audit(), line => line.Contains($"{guests.Elsewhere.Uuid}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CharactersInPiecesAndBytesThatAreNoText_ArriveWithoutAComplaint()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guests.Several.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await console.Locator(".console-screen").ClickAsync();

        await visitor.Page.Keyboard.TypeAsync(@"printf 'A\342\200'; sleep 1; printf '\224B \177\377\033[999z'; echo all-$((6*7))" + "\n", new() { Delay = 10 });

        await Expect(console).ToContainTextAsync("A—B");
        await Expect(console).ToContainTextAsync("all-42");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Phone_HasEightyColumnsAndTheKeysThatItsKeyboardLacks()
    {
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url(guests.Several.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await console.Locator(".console-screen").TapAsync();
        await visitor.Page.Keyboard.TypeAsync("printf '%080d\\n' 7; sleep 1000\n", new() { Delay = 10 });
        await Expect(console.Locator(".xterm-rows > div").Filter(new() { HasTextRegex = new("^0{79}7$") })).ToHaveCountAsync(1);

        await KeyAsync("Ctrl");
        await Expect(console.Locator("[data-console-action=ctrl]")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.Page.Keyboard.TypeAsync("c");
        await Expect(console.Locator("[data-console-action=ctrl]")).ToHaveAttributeAsync("aria-pressed", "false");
        await visitor.Page.Keyboard.TypeAsync("echo a-$((6*7))\n", new() { Delay = 10 });
        await Expect(console).ToContainTextAsync("a-42");

        await KeyAsync("Up");
        await visitor.Page.Keyboard.TypeAsync("x\n", new() { Delay = 10 });
        await Expect(console).ToContainTextAsync("a-42x");
        await AssertUsableAsync(visitor);
        foreach (var box in await console.Locator(".console-keys button, .console-bar .console-button:visible").EvaluateAllAsync<double[][]>(
            "buttons => buttons.map(button => button.getBoundingClientRect()).map(box => [box.width, box.height])"))
            Assert.True(box is [>= 44, >= 44], $"{box[0]} × {box[1]}");

        Task KeyAsync(string name) => console.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = name, Exact = true }).TapAsync();
    }

    [Fact]
    public async Task LostKeyAndCharactersWithoutAKey_DoNotSpoilWhatIsTyped()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var screen = await Screen.OpenAsync(visitor, guests.Several, lab.Url(guests.Several.Page + "/console"));
        // As with a fast Ctrl+T: the page loses the focus before the key is released, and does not receive the release.
        await screen.Console.Locator("canvas").EvaluateAsync("canvas => canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'Control', code: 'ControlLeft', ctrlKey: true, bubbles: true, cancelable: true }))");
        await screen.TypesIntoTheGuestAsync("typed-without-ctrl");

        await visitor.Page.EvaluateAsync("navigator.clipboard.writeText('echo gr\u00fc\u00df-\u65e5-typed > /dev/ttyS0\\n')");
        await TypeClipboardAsync();
        var ask = screen.Console.GetByRole(Microsoft.Playwright.AriaRole.Alertdialog);
        await Expect(ask).ToContainTextAsync("These characters have no key on a US keyboard: ü ß 日");
        await AssertUsableAsync(visitor);
        await ask.GetByText("Cancel").ClickAsync();
        await Expect(ask).ToBeHiddenAsync();
        await TypeClipboardAsync();
        await ask.GetByText("Type the rest").ClickAsync();
        await Wait.ForAsync(async () => (await guests.Several.SerialAsync()).Contains("gr--typed", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the rest is typed");

        async Task TypeClipboardAsync()
        {
            await screen.Console.Locator("summary[title=Clipboard]").ClickAsync();
            await screen.Console.Locator("[data-console-action=type]").ClickAsync();
        }
    }

    [Fact]
    public async Task MachineThatGoesAndComesBack_IsShownAgain()
    {
        var guest = await Guest.DefineAsync("e2e-comes-back");
        await guest.StartAsync();
        await using var visitor = await lab.AdministratorAsync();
        var screen = await Screen.OpenAsync(visitor, guest, lab.Url(guest.Page + "/console"));
        var definition = Path.GetTempFileName();
        await File.WriteAllTextAsync(definition, await Shell.VirshAsync("dumpxml", "--inactive", guest.Name), TestContext.Current.CancellationToken);

        await Shell.VirshAsync($"destroy {guest.Name}; undefine {guest.Name}; define {definition}; start {guest.Name}");

        await Wait.ForAsync(async () => (await screen.StatesAsync()).Length > 1, TimeSpan.FromSeconds(20), "the screen of the run that ended closes");
        await Expect(screen.Console).ToHaveAttributeAsync("data-state", "connected");
        await Shell.VirshAsync($"destroy {guest.Name}; undefine {guest.Name}");
        File.Delete(definition);
    }

    /// <summary>With the list of consoles open, if there is one.</summary>
    private static async Task AssertUsableAsync(Visitor visitor)
    {
        await visitor.TestId("console-choice").EvaluateAsync("menu => menu.open = true");
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), "The page scrolls sideways");
        var findings = await visitor.Page.RunAxe();
        Assert.True(findings.Violations.Length == 0, string.Join('\n', findings.Violations.Select(found => $"{found.Id}: {found.Help} {string.Join(' ', found.Nodes.Select(node => node.Html))}")));
        await visitor.TestId("console-choice").EvaluateAsync("menu => menu.open = false");
    }

    private static async Task ChooseAsync(Visitor visitor, string name)
    {
        await visitor.TestId("console-choice").Locator("summary").ClickAsync();
        await visitor.TestId("console-choice").GetByText(name, new() { Exact = true }).Last.ClickAsync();
    }

    private IEnumerable<string> Audit() => Directory.GetFiles(Path.Combine(lab.Product.StateDirectory, "logs"), "audit-*").SelectMany(Lines);

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

    /// <summary>A machine that boots, with several consoles, and a stopped one without a console for browsers.</summary>
    public sealed class Guests : IAsyncLifetime
    {
        internal Guest Several { get; private set; } = null!;

        internal Guest Elsewhere { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Several = await Guest.DefineAsync("e2e-several", definition =>
            {
                var devices = definition.Element("devices")!;
                devices.Element("graphics")!.AddBeforeSelf(XElement.Parse("<graphics type='spice' autoport='yes'><listen type='address' address='127.0.0.1'/></graphics>"));
                devices.Add(XElement.Parse("<serial type='pty'><target port='1'/></serial>"), XElement.Parse("<console type='pty'><target type='virtio' port='1'/></console>"));
            });
            Elsewhere = await Guest.DefineAsync("e2e-elsewhere", definition =>
            {
                var devices = definition.Element("devices")!;
                devices.Elements().Where(device => device.Name == "serial" || device.Name == "console").Remove();
                devices.Add(
                    XElement.Parse($"<serial type='tcp'><source mode='bind' host='127.0.0.1' service='{Ports.Free()}'/><protocol type='telnet'/><target port='0'/></serial>"),
                    XElement.Parse("<serial type='file'><source path='/var/lib/libvirt/images/e2e-elsewhere.log'/><target port='1'/></serial>"));
            });
            await Several.StartAsync();
            await Shell.VirshAsync("start", "--paused", Elsewhere.Name);
            await Several.WaitUntilUpAsync();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var guest in new[] { Several, Elsewhere })
                await Shell.VirshAsync($"destroy {guest.Name}; undefine {guest.Name}");
        }
    }
}
