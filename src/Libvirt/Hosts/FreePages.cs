namespace Libvirt;

/// <summary>Free memory pages of a host.</summary>
/// <param name="SizeBytes">The size of one.</param>
/// <param name="Count">How many nobody uses, in all nodes.</param>
public sealed record FreePages(long SizeBytes, long Count);
