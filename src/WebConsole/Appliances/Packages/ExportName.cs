using WebConsole.Text;

namespace WebConsole.Appliances.Packages;

/// <summary>Names of files in packages, which other systems must be able to have.</summary>
internal static class ExportName
{
    private const int Longest = 48;

    /// <summary>A machine's name in letters, digits, dots and hyphens.</summary>
    public static string Of(string? machine)
    {
        var plain = new string([.. (machine ?? "").Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-')]).Trim('.', '-');
        return plain.Length == 0 ? "machine" : CutText.To(plain, Longest).TrimEnd('…');
    }
}
