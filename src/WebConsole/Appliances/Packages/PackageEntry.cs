namespace WebConsole.Appliances.Packages;

/// <summary>A file of a package.</summary>
/// <param name="Name">A plain name.</param>
/// <param name="Length">Its length.</param>
/// <param name="Bytes">To be read before the next entry is asked for.</param>
internal sealed record PackageEntry(string Name, long Length, Stream Bytes);
