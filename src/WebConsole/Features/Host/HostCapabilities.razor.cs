using System.Globalization;
using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Host;

public sealed partial class HostCapabilities
{
    private CapabilitiesXml? _capabilities;
    private string _xml = "";
    private (string, string?)[] _processor = [];

    [Parameter, EditorRequired]
    public required HostStatus Host { get; set; }

    protected override void OnParametersSet()
    {
        var xml = Host.Facts?.Capabilities ?? "";
        if (xml == _xml)
            return;
        _xml = xml;
        _capabilities = CapabilitiesXml.TryParse(xml, out var parsed) ? parsed : null;
        _processor = _capabilities is null ? [] : Processor(_capabilities);
    }

    private (string, string?)[] Processor(CapabilitiesXml host) =>
    [
        (Text["Model"], host.HostCpuModel),
        (Text["Vendor"], host.HostCpuVendor),
        (Text["Architecture"], host.HostArch),
        (Text["Topology"], host.Cores is { } cores ? string.Join(" × ",
            Format.Count(host.Sockets ?? 1, Text["socket"], Text["sockets"]), Format.Count(cores, Text["core"], Text["cores"]), Format.Count(host.Threads ?? 1, Text["thread"], Text["threads"])) : null),
        (Text["NUMA nodes"], host.Cells.Count > 0 ? host.Cells.Count.ToString(CultureInfo.InvariantCulture) : null),
        (Text["Page sizes"], string.Join(", ", host.PageSizesBytes.Select(size => Format.Bytes(size)))),
        (Text["IOMMU"], host.Iommu is { } iommu ? (iommu ? Text["yes"] : Text["no"]).Value : null),
        (Text["Security"], string.Join(", ", host.SecurityModels.Select(model => model.Model).OfType<string>())),
        (Text["Migrates by"], string.Join(", ", host.MigrationTransports)),
        (Text["Features"], string.Join(" ", host.HostCpuFeatures)),
    ];
}
