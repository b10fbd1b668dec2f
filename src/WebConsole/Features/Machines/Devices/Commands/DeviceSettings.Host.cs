namespace WebConsole.Features.Machines.Devices.Commands;

// Of devices of the host that a machine is given.
public abstract partial record DeviceSettings
{
    /// <summary>Of a PCI device: whether libvirt takes it from the host's driver at each start of the machine, and gives it back after; true by default. It changes at a start only.</summary>
    public bool? Managed { get; init; }

    /// <summary>Of a PCI device: whether the guest sees its option ROM; QEMU's own choice by default. It changes at a start only.</summary>
    public bool? RomBar { get; init; }
}
