using System.Collections.Immutable;

namespace WebConsole.Hardware;

/// <summary>A kind of machine that Xen runs.</summary>
/// <param name="MachineType">libvirt's machine type, by which it is asked for.</param>
/// <param name="OsType">libvirt's type of operating system.</param>
/// <param name="Word">What Xen's people call it.</param>
internal sealed record XenKind(string MachineType, string OsType, string Word)
{
    /// <summary>Hardware is emulated: any operating system runs.</summary>
    public static readonly XenKind Full = new("xenfv", GuestKind.WholeMachine, "HVM");

    /// <summary>The processor's virtualisation, and no emulated hardware: a Linux of today.</summary>
    public static readonly XenKind Light = new("xenpvh", "xenpvh", "PVH");

    /// <summary>Without the processor's help.</summary>
    public static readonly XenKind Paravirtual = new("xenpv", "xen", "PV");

    public static readonly ImmutableArray<XenKind> All = [Full, Light, Paravirtual];

    /// <summary>Whether it has firmware and emulated devices.</summary>
    public bool IsFull => this == Full;

    /// <summary>The buses of its disks, the usual one first.</summary>
    public ImmutableArray<string> DiskBuses => IsFull ? ["ide", "xen", "scsi"] : ["xen"];

    /// <summary>The models of its network cards, the usual one first.</summary>
    public ImmutableArray<string> Nics => IsFull ? ["e1000", "rtl8139", "netfront"] : ["netfront"];

    public ImmutableArray<string> Videos => IsFull ? ["vga", "cirrus", "xen"] : ["xen"];
}
