using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// Types as a hand does, with Shift held where it is needed: a guest sees which keys went down, not which letters
/// were meant.
/// </summary>
internal static class Keys
{
    public static async Task TypeAsync(IPage page, string line)
    {
        foreach (var letter in line)
            await page.Keyboard.PressAsync(KeyOf(letter), new() { Delay = 40 });
        await page.Keyboard.PressAsync("Enter");
    }

    private static string KeyOf(char letter) => letter switch
    {
        '>' => "Shift+Period",
        ' ' => "Space",
        >= 'A' and <= 'Z' => $"Shift+Key{letter}",
        _ => letter.ToString(),
    };
}
