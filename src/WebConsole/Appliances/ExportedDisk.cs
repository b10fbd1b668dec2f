namespace WebConsole.Appliances;

/// <summary>A disk of a machine that is exported, and its image.</summary>
/// <param name="Target">libvirt's name of the disk, such as <c>vda</c>.</param>
/// <param name="FileName">The image's name in the package.</param>
/// <param name="Length">The image's length.</param>
/// <param name="CapacityBytes">The size of the disk, as a guest sees it.</param>
/// <param name="Open">Opens the image.</param>
internal sealed record ExportedDisk(string Target, string FileName, long Length, long CapacityBytes, Func<CancellationToken, Task<Stream>> Open);
