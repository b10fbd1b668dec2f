namespace WebConsole.OsInfo.Media;

/// <summary>How a disc image says what it is; its texts are as trustworthy as whoever made it.</summary>
/// <param name="VolumeId">Its name: <c>Debian 12.5.0 amd64 n</c>.</param>
/// <param name="SystemId">The system that it is for.</param>
/// <param name="PublisherId">Who made it.</param>
/// <param name="ApplicationId">What made it, or what it is.</param>
/// <param name="VolumeBytes">The size of its file system.</param>
public sealed record IsoLabel(string? VolumeId, string? SystemId = null, string? PublisherId = null, string? ApplicationId = null, long? VolumeBytes = null)
{
    /// <summary>Whether a machine with a BIOS starts from it.</summary>
    public bool BootsBios { get; init; }

    /// <summary>Whether a machine with UEFI starts from it.</summary>
    public bool BootsUefi { get; init; }

    /// <summary>The architecture that its name tells, as libvirt names it; for media that nothing else is known of.</summary>
    public string? Architecture => VolumeId?.Split(' ', '-', '.', '_', '/') is not { } words ? null
        : Has("amd64") || Has("x64") || (Has("x86") && Has("64")) ? "x86_64"
        : Has("arm64") || Has("aarch64") ? "aarch64"
        : Has("i386") || Has("i586") || Has("i686") ? "i686"
        : words.FirstOrDefault(word => word.ToLowerInvariant() is "ppc64le" or "ppc64el" or "s390x" or "riscv64")?.ToLowerInvariant() is { } other ? other is "ppc64el" ? "ppc64le" : other
        : null;

    private bool Has(string word) => VolumeId!.Split(' ', '-', '.', '_', '/').Contains(word, StringComparer.OrdinalIgnoreCase);
}
