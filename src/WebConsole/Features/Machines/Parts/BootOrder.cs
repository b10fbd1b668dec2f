using Libvirt.Xml;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What a machine boots from, by the keys of its devices.</summary>
internal static class BootOrder
{
    /// <summary>The devices that can be booted from, in the order of the definition.</summary>
    public static IEnumerable<KeyValuePair<DeviceKey, DeviceXml>> Targets(DomainXml domain) => domain.DevicesByKey().Where(device => device.Value is DiskXml or InterfaceXml or HostDeviceXml or RedirectedDeviceXml);

    /// <summary>The order that holds: that of single devices, else the first of each of the kinds that are named.</summary>
    public static IReadOnlyList<string> Of(DomainXml domain)
    {
        var targets = Targets(domain).ToArray();
        var ordered = targets.Where(target => target.Value.BootOrder is not null).OrderBy(target => target.Value.BootOrder).ToArray();
        var chosen = ordered.Length > 0 ? ordered : domain.BootDevices.Select(kind => targets.FirstOrDefault(target => KindOf(target.Value) == kind)).Where(target => target.Value is not null);
        return [.. chosen.Select(target => target.Key.ToString())];
    }

    /// <summary>Writes it for single devices; Xen takes an order of kinds only.</summary>
    public static void Write(DomainXml domain, IReadOnlyList<string> order)
    {
        if (order.SequenceEqual(Of(domain)))
            return;
        var targets = Targets(domain).ToDictionary(target => target.Key.ToString(), target => target.Value);
        DeviceXml[] devices = [.. order.Select(key => targets.GetValueOrDefault(key)).OfType<DeviceXml>()];
        domain.SetBootOrder(domain.DomainType is "xen" ? [] : devices);
        domain.BootDevices.Replace(domain.DomainType is "xen" ? [.. devices.Select(KindOf).OfType<string>().Distinct()] : []);
    }

    /// <summary>libvirt's word for the kind, where there is one.</summary>
    private static string? KindOf(DeviceXml device) => device switch
    {
        DiskXml { Device: "cdrom" } => "cdrom",
        DiskXml { Device: "floppy" } => "fd",
        DiskXml => "hd",
        InterfaceXml => "network",
        _ => null,
    };
}
