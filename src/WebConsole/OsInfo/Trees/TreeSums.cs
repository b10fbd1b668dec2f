using System.Text.RegularExpressions;

namespace WebConsole.OsInfo.Trees;

/// <summary>The files <c>SHA256SUMS</c> of Debian and Ubuntu and <c>CHECKSUMS</c> of openSUSE, by which installers say what their files are. They come from the web.</summary>
internal static partial class TreeSums
{
    private const string Installers = "images/";

    /// <summary>Where the sums of a file of an installer are, and how they name it; <c>null</c> for files of other places.</summary>
    /// <param name="path">Below the tree: <c>current/images/netboot/debian-installer/amd64/linux</c>.</param>
    public static (string Sums, string Name)? For(string path) => path.IndexOf($"{Installers}netboot/", StringComparison.Ordinal) is >= 0 and var at
        ? ($"{path[..(at + Installers.Length)]}SHA256SUMS", path[(at + Installers.Length)..])
        : path.StartsWith("boot/", StringComparison.Ordinal) ? ("CHECKSUMS", path)
        : null;

    /// <summary>The sum of a file; <c>null</c> where they say none.</summary>
    public static string? Of(string sums, string name) => sums.Split('\n').Select(line => Line().Match(line.TrimEnd())).FirstOrDefault(line => line.Success && line.Groups["name"].Value == name) is { } found
        ? Plain(found.Groups["sum"].Value) : null;

    /// <summary>A sum as it is compared; <c>null</c> where it is none.</summary>
    public static string? Plain(string sum) => Sha256().IsMatch(sum) ? sum.ToLowerInvariant() : null;

    [GeneratedRegex(@"\A(?<sum>[0-9A-Fa-f]{64}) [ *](\./)?(?<name>\S+)\z")]
    private static partial Regex Line();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Sha256();
}
