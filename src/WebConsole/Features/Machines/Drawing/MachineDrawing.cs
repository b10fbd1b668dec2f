using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>
/// A machine as a drawing: the machine itself, its disks, their images, the pools and what these lie on; its network cards, the networks, bridges and cards of
/// the host, down to the cards that are ports of a bridge; and devices and folders of the host that it has. Other devices lead to nothing.
/// </summary>
internal static class MachineDrawing
{
    /// <summary>A drawing with more boxes is folded.</summary>
    private const int Most = 60;

    /// <summary>How many of one kind are shown then.</summary>
    private const int Unfolded = 10;

    /// <param name="machine">The machine.</param>
    /// <param name="context">The objects of its host.</param>
    /// <param name="isUnfolded">Whether all is drawn, however much it is.</param>
    /// <param name="portsOf">The host's cards that are ports of a bridge; none where that is not known.</param>
    public static DrawingGraph Of(Machine machine, HardwareContext context, bool isUnfolded, Func<string, IReadOnlyList<string>> portsOf)
    {
        var devices = MachineDevice.AllOf(machine);
        var whole = Draw(machine, context, devices, portsOf, int.MaxValue);
        return isUnfolded || whole.Nodes.Length <= Most ? whole : Draw(machine, context, devices, portsOf, Unfolded);
    }

    private static DrawingGraph Draw(Machine machine, HardwareContext context, IEnumerable<MachineDevice> devices, Func<string, IReadOnlyList<string>> portsOf, int most)
    {
        var sheet = new DrawingSheet(Box(machine));
        var (storage, network, host) = (new StorageParts(sheet, context), new NetworkParts(sheet, context, portsOf), new HostParts(sheet, context));
        foreach (var group in devices.GroupBy(device => device.Key.Kind))
        {
            foreach (var device in group.Take(most))
            {
                switch (device.Now ?? device.Stands)
                {
                    case DiskXml disk:
                        storage.Add(Box(device, "disk", disk.Device is "cdrom" or "floppy" ? Icons.Material.Outlined.Album : Icons.Material.Outlined.Storage, StorageParts.Detail(disk, context)) with { State = Trouble(machine, device) }, disk);
                        break;
                    case InterfaceXml card:
                        network.Add(Box(device, "network card", Icons.Material.Outlined.SettingsEthernet, card.Model) with { State = card.LinkState is "down" ? "inactive" : null, StateWord = Waits(device) ?? (card.LinkState is "down" ? "unplugged" : null) }, card);
                        break;
                    case HostDeviceXml assigned:
                        host.Add(Box(device, "device of the host", Icons.Material.Outlined.Extension, device.Key.IsPlace ? null : device.Key.Name) with { Title = Title(assigned) ?? device.ShortName }, assigned);
                        break;
                    case FileSystemXml folder:
                        host.Add(Box(device, "shared folder", Icons.Material.Outlined.FolderShared, folder.DriverType), folder);
                        break;
                }
            }
            if (group.Count() > most && group.First().Stands is DiskXml or InterfaceXml or HostDeviceXml or FileSystemXml)
                sheet.AddDevice(new DrawingNode($"fold:{group.Key}", DrawingSheet.DeviceLayer, "more", Icons.Material.Outlined.UnfoldMore, $"{group.Count() - most} more") { Detail = group.Key, IsFold = true });
        }
        storage.Finish();
        return sheet.Graph;
    }

    private static DrawingNode Box(Machine machine) => new("machine", 0, "machine", Icons.Material.Outlined.Computer, machine.Name)
    {
        State = machine.State.ToToken(),
        StateWord = machine.State.ToWord(),
        Link = AppUrls.Machine(machine.Id, "hardware"),
    };

    private static DrawingNode Box(MachineDevice device, string kind, string icon, string? detail) => new($"device:{device.Key}", DrawingSheet.DeviceLayer, kind, icon, device.ShortName)
    {
        Detail = detail,
        StateWord = Waits(device),
    };

    private static string? Title(HostDeviceXml assigned) => assigned.Type switch
    {
        "pci" => "PCI device",
        "usb" => "USB device",
        "scsi" => "SCSI device",
        "mdev" => "part of a device",
        _ => null,
    };

    private static string? Waits(MachineDevice device) => device.Machine is { IsActive: true } && device.Now is null ? "after restart"
        : device.Machine is { IsActive: true, Persistent: true } && device.Next is null ? "until restart"
        : null;

    private static string? Trouble(Machine machine, MachineDevice device) => machine.DiskErrors.Any(error => error.Disk == device.Key.Name) ? "failed" : null;
}
