namespace WebConsole.OsInfo;

/// <summary>The names that architectures have in labels and file names.</summary>
internal static class ArchitectureName
{
    private static readonly char[] Between = [' ', '-', '.', '_', '/'];

    /// <summary>The architecture that a text tells, as libvirt names it; <c>null</c> if it tells none.</summary>
    public static string? In(string text)
    {
        var words = text.ToLowerInvariant().Split(Between);
        return words.Contains("x86") && words.Contains("64") ? "x86_64" : words.Select(Of).FirstOrDefault(name => name is not null);
    }

    private static string? Of(string word) => word switch
    {
        "amd64" or "x64" => "x86_64",
        "arm64" or "aarch64" => "aarch64",
        "armhf" or "armv7l" => "armv7l",
        "i386" or "i586" or "i686" => "i686",
        "ppc64el" or "ppc64le" => "ppc64le",
        "s390x" or "riscv64" => word,
        _ => null,
    };
}
