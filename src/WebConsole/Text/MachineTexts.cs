namespace WebConsole.Text;

/// <summary>The rules for what people write about a machine; each gives what is accepted, or <c>null</c> where the text is.</summary>
public static class MachineTexts
{
    private const int LongestTitle = 200;
    private const int LongestDescription = 16 * 1024;
    private const int MostTags = 32;
    private const int LongestTag = 32;

    public static string? TitleMistake(string? title) =>
        title?.Length > LongestTitle || (title is not null && !PlainText.IsLabel(title)) ? $"One line of at most {LongestTitle} letters." : null;

    public static string? DescriptionMistake(string? description) =>
        description?.Length > LongestDescription || (description is not null && !PlainText.IsLines(description))
            ? $"At most {LongestDescription} letters, without control characters." : null;

    public static string? TagsMistake(IReadOnlyList<string>? tags) =>
        tags?.Count > MostTags || tags?.Any(tag => tag is not { Length: > 0 and <= LongestTag } || !PlainText.IsLabel(tag) || tag.Contains(',', StringComparison.Ordinal) || tag.Trim() != tag) == true
            ? $"At most {MostTags} tags, each of at most {LongestTag} letters, without commas." : null;
}
