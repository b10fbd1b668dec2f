using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// Types as a person does, with Shift if needed: a guest receives keys, not characters.
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
