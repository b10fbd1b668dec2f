using Libvirt.Xml;

using WebConsole.Components.Shared;
using WebConsole.Hosting;

namespace WebConsole.Features.Machines.Hardware;

internal static class HostDeviceWords
{
    public static HardwareItem Describe(HostDeviceXml device, HardwareContext context) => new(
        HardwareKind.HostDevice,
        Title(device),
        Words.List(
            Known(device, context),
            Words.With("at ", DiskWords.Servers(device.SourceHosts)),
            Words.Name(device.Model),
            Words.When(device.Managed, "taken from the host at each start"),
            Words.When(device.StartupPolicy == "optional", "may be missing")),
        device is { Type: "pci", PciAddress: { } address } && context.PciDevice(address) is { } onHost ? AppUrls.HostDevice(context.Host, onHost.Name) : null);

    private static string Title(HostDeviceXml device) => device.Type switch
    {
        "pci" => "The host's PCI device" + Words.With(" ", device.PciAddress),
        "usb" => "The host's USB device" + Usb(device),
        "mdev" => "Part of a device of the host" + Words.With(" ", device.SourceAddress.Uuid?.ToString()),
        "scsi" when device.SourceName is { } name => "iSCSI device " + Words.Name(name),
        "scsi" => "The host's SCSI device" + Words.With(" at ", Words.List(
            device.Adapter.Name, Words.With("bus ", device.ScsiBus), Words.With("target ", device.ScsiTarget), Words.With("unit ", device.ScsiUnit))),
        "scsi_host" => "The host's SCSI controller" + Words.With(" ", device.WorldWidePortName ?? device.Adapter.Name),
        "storage" or "misc" or "net" => "The host's device" + Words.With(" ", device.SourcePath),
        _ => "The host's device" + Words.With(" of kind ", device.Type),
    };

    private static string? Usb(HostDeviceXml device) => device.VendorId is { } vendor && device.ProductId is { } product
        ? $" {Words.Name(WithoutPrefix(vendor))}:{Words.Name(WithoutPrefix(product))}{UsbPlace(device)}"
        : UsbPlace(device);

    // It distinguishes two devices of the same model.
    private static string? UsbPlace(HostDeviceXml device) => Words.With(" at bus ", device.UsbBus, Words.With(", device ", device.UsbDevice) ?? "");

    private static string? Known(HostDeviceXml device, HardwareContext context) => Words.Name(device switch
    {
        { Type: "pci", PciAddress: { } address } => context.PciDeviceName(address),
        { Type: "usb", VendorId: { } vendor, ProductId: { } product } => context.UsbDeviceName(vendor, product),
        _ => null,
    });

    private static string WithoutPrefix(string hexadecimal) =>
        hexadecimal.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? hexadecimal[2..] : hexadecimal;
}
