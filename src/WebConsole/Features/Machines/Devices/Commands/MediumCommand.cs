using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>A change of the medium in a CD-ROM or floppy drive, at once where the machine runs.</summary>
public abstract record MediumCommand : DeviceCommand
{
    /// <summary>Whether the tray opens even if the guest has locked it.</summary>
    protected virtual bool Forces => false;

    public static bool IsDrive(MachineDevice device) => device.Stands is DiskXml { Device: "cdrom" or "floppy" } && (device.Machine.Persistent || device.Machine.IsActive);

    /// <summary>Whether something lies in the drive.</summary>
    public static bool HasMedium(MachineDevice device) => IsDrive(device) && (HasSource(device.Now) || HasSource(device.Next));

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => !Forces && (error.Message.Contains("locked", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("tray", StringComparison.OrdinalIgnoreCase))
        ? "The guest has locked the tray. Eject the medium in the guest, or by force." : null;

    /// <summary>What runs is changed as well, or the change fails: nobody wants a disc that comes at the next start.</summary>
    protected Task PutAsync(OperationContext context, Action<DiskXml> put) => Planner.Editor.ApplyAsync(
        Edit<DiskXml>((_, drive) => put(drive)) with { Reach = Device.IsLive ? DefinitionReach.Running : DefinitionReach.NextStart, Force = Forces }, context);

    /// <summary>virsh's command for the drive.</summary>
    protected string VirshMedium(string options) =>
        Virsh("change-media", $"{VirshCommand.Option("path", Device.Key.Name)} {options} {DeviceLine.Reach(Device.Machine, Device.IsLive)}{(Forces ? " --force" : "")}");

    /// <summary>Of a medium that was ejected, libvirt leaves the number that its image had.</summary>
    private static bool HasSource(DeviceXml? drive) => drive is DiskXml disk && disk.Element.Element("source") is { } source && source.Attributes().Any(part => part.Name.LocalName is not ("startupPolicy" or "index"));
}
