namespace WebConsole.Components.Shared.Forms;

/// <summary>How well an entry of a picker fits what somebody searches for: the best one stands first.</summary>
internal static class PickerMatch
{
    /// <param name="text">The entry's text: <c>Debian 12</c>.</param>
    /// <param name="names">Its further names: <c>debian12 bookworm</c>.</param>
    /// <param name="search">What is searched for.</param>
    /// <returns>3 where the text or a name is just that, 2 where one begins so, 1 where a word of the text does, else 0.</returns>
    public static int Of(string text, string? names, string search)
    {
        var wanted = search.Trim();
        if (wanted.Length == 0)
            return 0;
        string[] all = [text, .. names?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []];
        return Array.Exists(all, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ? 3
            : Array.Exists(all, name => name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) ? 2
            : text.Split(' ').Any(word => word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) ? 1
            : 0;
    }
}
