namespace WebConsole.Hypervisor.Capabilities;

/// <summary>What libvirt must know of a machine to say what it can have.</summary>
/// <param name="Arch">The architecture: <c>x86_64</c>; <c>null</c> for the host's.</param>
/// <param name="MachineType"><c>q35</c>, or in full; <c>null</c> for the emulator's default.</param>
/// <param name="DomainType"><c>kvm</c>, <c>qemu</c>, …; <c>null</c> for the best one.</param>
public sealed record DomainKind(string? Arch, string? MachineType, string? DomainType);
