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
    public string? Architecture => VolumeId is null ? null : ArchitectureName.In(VolumeId);
}
