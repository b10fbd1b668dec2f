using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The guest's screen and serial line in the page.</summary>
public sealed class ConsoleTests(Lab lab)
{
    // Reads both pictures in the page: a canvas and libvirt's PNG are then the same kind of thing.
    private const string ShareOfDifferentPixels = """
        async png => {
          const canvas = document.querySelector('[data-testid=vnc-console] canvas');
          const image = new Image();
          image.src = 'data:image/png;base64,' + png;
          await image.decode();
          if (image.width !== canvas.width || image.height !== canvas.height) return 1;
          const other = new OffscreenCanvas(image.width, image.height).getContext('2d');
          other.drawImage(image, 0, 0);
          const a = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          const b = other.getImageData(0, 0, image.width, image.height).data;
          let different = 0;
          for (let i = 0; i < a.length; i += 4)
            if (Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]) > 48) different++;
          return different / (a.length / 4);
        }
        """;

    [Fact]
    public async Task Screen_ShowsWhatLibvirtSeesAndTakesKeys()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await OpenAsync();
        Assert.True(await visitor.Page.EvaluateAsync<int>("document.querySelector('[data-testid=vnc-console] canvas').width") > 300);

        await Wait.ForAsync(async () => await visitor.Page.EvaluateAsync<double>(ShareOfDifferentPixels, await ScreenshotAsync()) < 0.03,
            TimeSpan.FromSeconds(20), "the canvas equals libvirt's own screenshot but for three per cent");

        await visitor.Page.Locator("[data-testid=vnc-console] canvas").ClickAsync();
        await Keys.TypeAsync(visitor.Page, "echo typed by vnc > /dev/ttyS0");
        await Wait.ForAsync(async () => (await lab.Guest.SerialAsync()).Contains("typed by vnc", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "what was typed runs in the guest");
    }

    [Fact]
    public async Task GuestRebootAndDaemonRestart_KeepTheTab()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await OpenAsync();
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        await Shell.VirshAsync("destroy", lab.Guest.Name);
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-state", "off");
        await lab.Guest.StartAsync();
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-state", "connected");

        await Shell.RunAsync(Repository.File("tests/Lab/daemon.sh"), "restart", "libvirtd");
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-state", "connected");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        await lab.Guest.WaitUntilUpAsync();
    }

    [Fact]
    public async Task SerialLine_TakesKeysAndShowsTheAnswer()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");

        await console.ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("echo serial-$((6*7))\n", new() { Delay = 20 });

        await Expect(console).ToContainTextAsync("serial-42");
    }

    private async Task<Visitor> OpenAsync()
    {
        var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "/console"));
        await Expect(visitor.TestId("vnc-console")).ToHaveAttributeAsync("data-state", "connected");
        return visitor;
    }

    private async Task<string> ScreenshotAsync()
    {
        var file = Path.GetTempFileName();
        try
        {
            await Shell.VirshAsync("screenshot", lab.Guest.Name, file);
            return Convert.ToBase64String(await File.ReadAllBytesAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
