namespace WebConsole.Appliances.Packages;

/// <summary>The name of a file that comes from elsewhere. It is compared and shown, and never becomes a path of this host.</summary>
internal static class PlainName
{
    private const int Longest = 255;

    /// <summary>Whether it names a file beside the descriptor, and nothing else.</summary>
    public static bool Is(string name) => name.Length is > 0 and <= Longest && name[0] is not ('.' or '-')
        && !name.Any(letter => letter is '/' or '\\' or ':' or '\uFFFD' || char.IsControl(letter));
}
