using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Features.Machines.Devices;

/// <summary>virsh's commands about devices of a machine.</summary>
internal static class DeviceLine
{
    public static string For(string uri, Machine machine, string command, string arguments) =>
        VirshCommand.ForMachine(uri, command, machine.Id, machine.Name) + (arguments.Length > 0 ? $" {arguments}" : "");

    /// <summary>The options that say where a change is made: in the running machine, in the definition of its next start, or in both.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="runs">Whether the running machine is changed.</param>
    public static string Reach(Machine machine, bool runs) => (runs, machine.Persistent) switch { (true, true) => "--live --config", (true, false) => "--live", _ => "--config" };

    /// <summary>Whether virsh can add devices of a kind to a definition and take them away; others are edited.</summary>
    public static bool Attaches(string? kind) => kind is not ("graphics" or "video" or "audio" or "hub" or "smartcard" or "iommu" or "tpm" or "panic" or "memballoon" or "nvram" or "crypto");

    /// <summary>A command that reads a device from standard input, without what viewers may not read: tasks keep the line.</summary>
    public static string Reading(string uri, Machine machine, string command, DeviceXml device, bool runs) =>
        For(uri, machine, $"{command} {Reach(machine, runs)}", VirshXml.Typed(Shown(device)));

    private static DeviceXml Shown(DeviceXml device) => DeviceXml.Lay(SafeXml.Parse(DefinitionMask.For(operates: false, device.ToXml())).Root!);
}
