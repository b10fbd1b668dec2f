using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Features.Machines.Hardware;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>Devices and folders of the host that a machine has.</summary>
internal sealed class HostParts(DrawingSheet sheet, HardwareContext context)
{
    private const int Layer = DrawingSheet.FirstLayer;

    public void Add(DrawingNode device, HostDeviceXml assigned)
    {
        sheet.AddDevice(device);
        var name = assigned switch
        {
            { Type: "pci", PciAddress: { } address } => (Key: address, Title: context.PciDeviceName(address)),
            { Type: "usb", VendorId: { } vendor, ProductId: { } product } => (Key: $"{vendor}:{product}", Title: context.UsbDeviceName(vendor, product)),
            { SourceAddress.Uuid: { } uuid } => (Key: uuid.ToString("D"), Title: null),
            _ => (Key: assigned.SourcePath ?? assigned.Adapter.Name ?? device.Title, Title: null),
        };
        sheet.Lead(device.Key, new DrawingNode($"host:{name.Key}", Layer, "device of the host", Icons.Material.Outlined.DeveloperBoard, name.Title ?? name.Key) { Detail = name.Title is null ? assigned.Type : name.Key });
    }

    public void Add(DrawingNode device, FileSystemXml folder)
    {
        sheet.AddDevice(device);
        if (folder.SourceDirectory is { } directory)
            sheet.Lead(device.Key, new DrawingNode($"folder:{directory}", Layer, "folder of the host", Icons.Material.Outlined.Folder, directory) { Detail = "folder of the host" });
    }
}
