using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// Identifies a device in both definitions of its domain, the running one and the one for the next start: a disk by its
/// target, a network card by its MAC address, a controller by type and index, a directory and a channel by its name in
/// the guest, a display by its type, of which QEMU has one each, and where sound goes by its number. Other devices by the
/// user's alias, else a device of the host by what it is there, others by their address, else by their index among their
/// kind. libvirt's own aliases are not used: only a running domain has them.
/// </summary>
/// <param name="Kind">As <see cref="DeviceXml.Kind"/>.</param>
/// <param name="Name">Its name within its kind; untrusted.</param>
public readonly record struct DeviceKey(string Kind, string Name)
{
    /// <summary><c>kind:name</c>.</summary>
    public override string ToString() => $"{Kind}:{Name}";

    /// <summary>Whether nothing but its place among its kind tells it from others: once the one before it is gone, it has that one's key.</summary>
    public bool IsPlace => Name.StartsWith('#');

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceKey key)
    {
        // A foreign kind has its namespace in braces, colons and all.
        var colon = text?.IndexOf(':', text.StartsWith('{') ? Math.Max(0, text.IndexOf('}', StringComparison.Ordinal)) : 0) ?? -1;
        key = colon > 0 ? new DeviceKey(text![..colon], text[(colon + 1)..]) : default;
        return colon > 0;
    }

    /// <summary>The key of a controller, which no other has.</summary>
    public static DeviceKey Of(ControllerXml controller) => new(controller.Kind, NameOf(controller) ?? "");

    /// <summary>The key that a device would have if no other had its name.</summary>
    public static DeviceKey Alone(DeviceXml device) => new(device.Kind, NameOf(device) ?? "#1");

    /// <summary>
    /// All devices by their keys. libvirt allows devices with equal names; the later ones get a number after the name, and USB devices
    /// of one vendor and product their place on the host, so that none is taken for the other once that is gone.
    /// </summary>
    /// <param name="domain">The definition.</param>
    /// <param name="known">Keys that elements of it have already, and keep.</param>
    internal static IReadOnlyDictionary<DeviceKey, DeviceXml> All(DomainXml domain, IReadOnlyDictionary<XElement, DeviceKey> known)
    {
        var found = new OrderedDictionary<DeviceKey, DeviceXml>();
        foreach (var device in domain.Devices)
        {
            if (known.TryGetValue(device.Element, out var key))
                found.Add(key, device);
        }
        var places = new Dictionary<string, int>();
        var alike = domain.Devices.OfType<HostDeviceXml>().Where(given => given.Type == "usb").GroupBy(NameOf).Where(twins => twins.Key is not null && twins.Count() > 1).Select(twins => twins.Key).ToHashSet();
        foreach (var device in domain.Devices)
        {
            places[device.Kind] = places.GetValueOrDefault(device.Kind) + 1;
            if (known.ContainsKey(device.Element))
                continue;
            var name = (device is HostDeviceXml { UsbBus: { } bus, UsbDevice: { } number } && alike.Contains(NameOf(device)) ? $"{NameOf(device)}-{bus}.{number}" : NameOf(device)) ?? $"#{places[device.Kind]}";
            for (var twin = 1; !found.TryAdd(new DeviceKey(device.Kind, twin == 1 ? name : $"{name}#{twin}"), device); twin++)
            {
            }
        }
        return found;
    }

    private static string? NameOf(DeviceXml device) => device switch
    {
        DiskXml { TargetDevice: { } target } => target,
        InterfaceXml { MacAddress: { } mac } => mac.ToLowerInvariant(),
        ControllerXml { Type: { } type } controller => $"{type}-{controller.Index ?? 0}",
        FileSystemXml { Target: { } target } => target,
        CharacterDeviceXml { Kind: "channel", TargetName: { } name } => name,
        GraphicsXml { Type: { } type } => type,
        AudioXml { Id: { } id } => id.ToString(CultureInfo.InvariantCulture),
        { Alias: ['u', 'a', '-', ..] alias } => alias,
        HostDeviceXml { Mode: not "capabilities" } given when SourceOf(given) is { } source => source,
        _ => AddressOf(device.Element.Element("address")),
    };

    /// <summary>What a device of the host is there. Where USB devices are told by their product, only the running domain knows which one it has.</summary>
    private static string? SourceOf(HostDeviceXml device) => device switch
    {
        { Type: "pci", PciAddress: { } address } => $"pci-{address}",
        { Type: "usb", VendorId: { } vendor, ProductId: { } product } => $"usb-{Bare(vendor)}:{Bare(product)}",
        { Type: "usb", UsbBus: { } bus, UsbDevice: { } number } => $"usb-{bus}.{number}",
        { Type: "mdev", SourceAddress.Uuid: { } uuid } => $"mdev-{uuid:D}",
        { Type: "scsi", Adapter.Name: { } adapter } => $"scsi-{adapter}.{device.ScsiBus}.{device.ScsiTarget}.{device.ScsiUnit}",
        _ => null,
    };

    private static string Bare(string number) => number.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? number[2..] : number;

    private static string? AddressOf(XElement? address) => address?.Attribute("type")?.Value switch
    {
        null or "unassigned" => null,
        "pci" => PciAddress.Read(address),
        var type => $"{type}-" + string.Join('.', address.Attributes().Where(part => part.Name != "type").Select(part => part.Value)),
    };
}
