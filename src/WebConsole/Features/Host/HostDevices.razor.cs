using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Host;

public sealed partial class HostDevices
{
    private IReadOnlyList<NodeDevice>? _read;
    private List<Row> _all = [];
    private List<Row> _rows = [];
    private List<(string Kind, int Count)> _kinds = [];
    private string? _kind;

    [Parameter, EditorRequired]
    public required string Host { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<NodeDevice> Devices { get; set; }

    protected override void OnParametersSet()
    {
        if (_read is not null && _read.SequenceEqual(Devices))
            return;
        _read = Devices;
        _all = [.. Devices.Select(Row.Of).OrderBy(row => row.Name, NaturalOrder.Instance)];
        _kinds = [.. _all.CountBy(row => row.Kind).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        Select();
    }

    private void Show(string kind)
    {
        _kind = kind == _kind ? null : kind;
        Select();
    }

    private void Select() => _rows = [.. _all.Where(row => _kind is null || row.Kind == _kind)];

    /// <summary>A device in plain words.</summary>
    private sealed record Row(string Name, string Kind, string Words, string? Driver, string? At)
    {
        public static Row Of(NodeDevice device)
        {
            if (!NodeDeviceXml.TryParse(device.Xml, out var xml))
                return new Row(device.Name, "other", device.Name, null, null);
            return new Row(device.Name, KindOf(xml.CapabilityType), What(device, xml), xml.Driver, xml.PciAddress ?? xml.BlockDevice ?? xml.InterfaceName);
        }

        private static string KindOf(string? type) => type switch
        {
            "pci" => "PCI",
            "usb" or "usb_device" => "USB",
            "net" => "network",
            "storage" => "disk",
            "scsi" or "scsi_host" or "scsi_target" or "scsi_generic" => "SCSI",
            "mdev" or "mdev_types" => "mediated",
            "system" => "system",
            "drm" => "graphics",
            _ => "other",
        };

        private static string What(NodeDevice device, NodeDeviceXml xml)
        {
            var size = xml.SizeBytes is { } bytes ? Format.Bytes(bytes) : null;
            var words = new[] { xml.VendorName, xml.ProductName, xml.Model, size, xml.MacAddress }.Where(word => !string.IsNullOrWhiteSpace(word));
            return string.Join(' ', words) is { Length: > 0 } text ? text : device.Name;
        }
    }
}
