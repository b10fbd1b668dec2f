using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd.Support;

/// <summary>A guest's VNC console in someone's page.</summary>
internal sealed class Screen(Visitor visitor, Guest guest)
{
    // Decodes both pictures in the page, so that a canvas and libvirt's PNG can be compared.
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

    private const string RecordStates = """
        console => {
          window.consoleStates = [console.dataset.state];
          new MutationObserver(() => window.consoleStates.push(console.dataset.state)).observe(console, { attributeFilter: ['data-state'] });
        }
        """;

    public ILocator Console => visitor.TestId("vnc-console");

    /// <summary>Opens it in a page of its own and waits for its picture.</summary>
    public static async Task<Screen> OpenAsync(Visitor visitor, Guest guest, string address)
    {
        var screen = new Screen(visitor, guest);
        await visitor.Page.GotoAsync(address);
        await Expect(screen.Console).ToHaveAttributeAsync("data-state", "connected");
        await screen.Console.EvaluateAsync(RecordStates);
        return screen;
    }

    /// <summary>The sequence of its states since it was opened.</summary>
    public async Task<string[]> StatesAsync() => [.. (await visitor.Page.EvaluateAsync<string[]>("window.consoleStates")).Distinct()];

    public Task ShowsWhatLibvirtSeesAsync() =>
        Wait.ForAsync(async () => await visitor.Page.EvaluateAsync<double>(ShareOfDifferentPixels, await ScreenshotAsync()) < 0.03,
            TimeSpan.FromSeconds(60), "the canvas equals libvirt's own screenshot but for three per cent");

    /// <summary>Types a command into the picture.</summary>
    public async Task TypeAsync(string line)
    {
        await Console.Locator("canvas").ClickAsync();
        await Keys.TypeAsync(visitor.Page, line);
    }

    /// <summary>Makes the guest write a word to its serial line, by typing here.</summary>
    public async Task TypesIntoTheGuestAsync(string word)
    {
        await TypeAsync($"echo {word} > /dev/ttyS0");
        await Wait.ForAsync(async () => (await guest.SerialAsync()).Contains(word, StringComparison.Ordinal), TimeSpan.FromSeconds(60), $"what was typed runs in the guest: {word}");
    }

    private async Task<string> ScreenshotAsync()
    {
        var file = Path.GetTempFileName();
        try
        {
            await Shell.VirshAsync("screenshot", guest.Name, file);
            return Convert.ToBase64String(await File.ReadAllBytesAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
