namespace Libvirt;

/// <summary>The host's memory, bytes. What the host does not tell is null.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Free">What nobody uses.</param>
/// <param name="Buffers">What the kernel uses for block devices, and can give up.</param>
/// <param name="Cached">What the kernel uses for files, and can mostly give up.</param>
public sealed record NodeMemoryStats(long? Total, long? Free, long? Buffers, long? Cached);
