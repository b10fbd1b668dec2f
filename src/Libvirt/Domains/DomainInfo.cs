namespace Libvirt;

/// <summary>A domain's figures at a glance.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInfo">virDomainInfo</see>.</summary>
/// <param name="State">What it does.</param>
/// <param name="MaxMemoryKiB">The most memory it may have, KiB.</param>
/// <param name="MemoryKiB">The memory that it has, KiB.</param>
/// <param name="VirtualCpus">How many virtual CPUs it has.</param>
/// <param name="CpuTime">CPU time used since its start, ns.</param>
public sealed record DomainInfo(DomainState State, ulong MaxMemoryKiB, ulong MemoryKiB, int VirtualCpus, ulong CpuTime);
