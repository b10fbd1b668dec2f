namespace WebConsole.Appliances;

/// <summary>A file that comes with a descriptor.</summary>
/// <param name="Name">A plain name: <see cref="Packages.PlainName"/>.</param>
/// <param name="Length">Its announced length as it lies there.</param>
/// <param name="Packed">Whether it is packed with gzip.</param>
/// <param name="MostBytes">How long it may be when it is unpacked, if that is known.</param>
internal sealed record ApplianceFile(string Name, long? Length, bool Packed, long? MostBytes);
