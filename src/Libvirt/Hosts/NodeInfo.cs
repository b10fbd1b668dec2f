namespace Libvirt;

/// <summary>The host's processors and memory.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeInfo">virNodeInfo</see>.</summary>
/// <param name="Model">The processors' architecture, such as <c>x86_64</c>.</param>
/// <param name="MemoryKiB">Memory, KiB.</param>
/// <param name="Cpus">How many processors (threads of cores) are in use.</param>
/// <param name="Mhz">Their nominal clock, MHz; 0 when unknown.</param>
/// <param name="Nodes">How many NUMA nodes; 1 also for an unusual topology.</param>
/// <param name="Sockets">Sockets in each node.</param>
/// <param name="Cores">Cores in each socket.</param>
/// <param name="Threads">Threads in each core.</param>
public sealed record NodeInfo(
    string Model, ulong MemoryKiB, int Cpus, int Mhz, int Nodes, int Sockets, int Cores, int Threads);
