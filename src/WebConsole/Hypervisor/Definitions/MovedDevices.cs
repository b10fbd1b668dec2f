using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Devices that have no name but their address, and have another address in the running machine than in the stored definition: libvirt chooses
/// one for each when a device is plugged in for both. They are no two devices, of which one goes and one comes.
/// </summary>
internal static class MovedDevices
{
    /// <param name="now">The definition in force.</param>
    /// <param name="next">The one for the next start.</param>
    /// <returns>The keys in the stored definition, by those in the running machine.</returns>
    public static IReadOnlyDictionary<DeviceKey, DeviceKey> Of(DomainXml now, DomainXml next)
    {
        var (running, stored) = (now.DevicesByKey(), next.DevicesByKey());
        var coming = stored.Where(device => !running.ContainsKey(device.Key) && HasOnlyItsAddress(device.Value)).ToList();
        var moved = new Dictionary<DeviceKey, DeviceKey>();
        foreach (var (key, device) in running.Where(device => !stored.ContainsKey(device.Key) && HasOnlyItsAddress(device.Value)))
        {
            if (coming.FindIndex(other => other.Key.Kind == key.Kind && AreAlike(device, other.Value)) is not (>= 0 and var at))
                continue;
            moved.Add(key, coming[at].Key);
            coming.RemoveAt(at);
        }
        return moved;
    }

    private static bool HasOnlyItsAddress(DeviceXml device) => device.Element.Element("address") is not null && DeviceKey.Alone(DeviceXml.Lay(Bare(device))).IsPlace;

    private static bool AreAlike(DeviceXml one, DeviceXml other) => PendingDefinition.Of(Alone(one), Alone(other)).Count == 0;

    private static XElement Alone(DeviceXml device) => new("domain", new XElement("devices", Bare(device)));

    private static XElement Bare(DeviceXml device)
    {
        var copy = new XElement(device.Element);
        copy.Elements("address").Remove();
        return copy;
    }
}
