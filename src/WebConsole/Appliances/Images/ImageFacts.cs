namespace WebConsole.Appliances.Images;

/// <summary>An image that stands alone and can be converted.</summary>
/// <param name="Name">Its file's, in its folder.</param>
/// <param name="Format">One of <see cref="DiskFormats.All"/>.</param>
/// <param name="VirtualBytes">The size of the disk, as a guest sees it.</param>
internal sealed record ImageFacts(string Name, string Format, long VirtualBytes);
