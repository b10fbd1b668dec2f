using System.Text;
using WebConsole.Text;

namespace WebConsole.CloudInit.Rules;

/// <summary>What holds for all lists and for all free text.</summary>
internal static class EntryRules
{
    private const int MostSaid = 5;

    /// <summary>The mistakes in a list, each with the number of its entry where there are several.</summary>
    public static string? Mistake(IReadOnlyList<string>? entries, Func<string, string?> mistake) => TooMany(entries)
        ?? ((entries ?? []).Select((entry, at) => entry is not null && mistake(entry) is { } text ? (entries!.Count == 1 ? "" : $"Entry {at + 1}: ") + text : null).OfType<string>().Take(MostSaid).ToList() is { Count: > 0 } found
            ? string.Join(' ', found) : null);

    public static string? TooMany<T>(IReadOnlyList<T>? entries) => entries?.Count > CloudInitRules.MostEntries ? $"At most {CloudInitRules.MostEntries} entries." : null;

    /// <summary>Text that YAML and the guest get as it was entered.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most bytes as UTF-8.</param>
    /// <param name="lines">Whether it may have several lines.</param>
    public static string? OfText(string text, int most, bool lines) =>
        Encoding.UTF8.GetByteCount(text) > most ? $"At most {most} bytes; letters other than a to z take more than one."
        : !(lines ? PlainText.IsLines(text) : PlainText.IsLine(text)) ? lines ? "No control characters but line breaks and tabs." : "One line, without control characters."
        : null;

    /// <summary>One line that people tell from others by how it looks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most bytes as UTF-8.</param>
    public static string? OfShownText(string text, int most) => OfText(text, most, lines: false)
        ?? (PlainText.HiddenIn(text) is { Value: var hidden } ? $"No characters that are not shown or turn the direction of writing, such as U+{hidden:X4}." : null);
}
