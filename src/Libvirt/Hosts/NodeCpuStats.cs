namespace Libvirt;

/// <summary>The time that the host's processors spent, ns since its start. What the host does not tell is null.</summary>
/// <param name="Kernel">In the kernel.</param>
/// <param name="User">In programs, machines among them.</param>
/// <param name="Idle">With nothing to do.</param>
/// <param name="Iowait">Waiting for disks.</param>
public sealed record NodeCpuStats(long? Kernel, long? User, long? Idle, long? Iowait);
