using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

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
        _all = [.. Devices.Select(Row.Of).OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Words, NaturalOrder.Instance).ThenBy(row => row.Name, NaturalOrder.Instance)];
        _kinds = [.. _all.CountBy(row => row.Kind).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        Select();
    }

    private void Show(string kind)
    {
        _kind = kind == _kind ? null : kind;
        Select();
    }

    private void Select() => _rows = [.. _all.Where(row => _kind is null || row.Kind == _kind)];

    private sealed record Row(string Name, string Kind, string Words, string? Driver, string? At)
    {
        public static Row Of(NodeDevice device) => NodeDeviceXml.TryParse(device.Xml, out var xml)
            ? new(device.Name, NodeDeviceWords.Kind(xml.CapabilityType), NodeDeviceWords.What(xml) ?? device.Name, xml.Driver, xml.PciAddress ?? xml.BlockDevice ?? xml.InterfaceName)
            : new(device.Name, "other", device.Name, null, null);
    }
}
