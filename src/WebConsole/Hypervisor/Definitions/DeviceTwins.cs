using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>Finds the devices of one definition in another of the same machine, also where several have one name or none, such as two cards with one MAC address.</summary>
internal static class DeviceTwins
{
    /// <summary>The surest first. A place alone may be another's by now: libvirt gives that of a device which has gone to a new one.</summary>
    private static readonly Func<DeviceXml, DeviceXml, bool>[] Likeness = [(one, other) => AreAtOnePlace(one, other) && AreOfOneModel(one, other), AreAtOnePlace, AreEqual, AreOfOneModel];

    /// <summary>All devices of a definition by their keys: those that another definition has, too, have the keys that they have there.</summary>
    /// <param name="domain">The definition.</param>
    /// <param name="known">The devices of the other one.</param>
    public static IReadOnlyDictionary<DeviceKey, DeviceXml> ByKeysOf(DomainXml domain, IReadOnlyDictionary<DeviceKey, DeviceXml> known)
    {
        var kept = new Dictionary<XElement, DeviceKey>();
        var devices = domain.Devices.ToLookup(DeviceKey.Alone);
        foreach (var twins in known.GroupBy(device => DeviceKey.Alone(device.Value)))
        {
            foreach (var (key, device) in Pairs([.. twins], [.. devices[twins.Key]]))
                kept.Add(device.Element, key);
        }
        return domain.DevicesByKey(kept);
    }

    private static IEnumerable<(DeviceKey Key, DeviceXml Device)> Pairs(List<KeyValuePair<DeviceKey, DeviceXml>> there, List<DeviceXml> here)
    {
        foreach (var isLike in Likeness)
        {
            foreach (var twin in there.ToArray())
            {
                if (here.FindIndex(device => isLike(twin.Value, device)) is not (>= 0 and var at))
                    continue;
                yield return (twin.Key, here[at]);
                here.RemoveAt(at);
                there.Remove(twin);
            }
        }
        foreach (var (twin, device) in there.Zip(here))
            yield return (twin.Key, device);
    }

    private static bool AreAtOnePlace(DeviceXml one, DeviceXml other) => PlaceOf(one) is { Length: > 0 } place && place == PlaceOf(other);

    private static bool AreOfOneModel(DeviceXml one, DeviceXml other) => TextOf(one.Element) == TextOf(other.Element) && TextOf(one.Element.Element("model")) == TextOf(other.Element.Element("model"));

    private static bool AreEqual(DeviceXml one, DeviceXml other) => XNode.DeepEquals(Bare(one), Bare(other));

    private static string PlaceOf(DeviceXml device) => TextOf(device.Element.Element("address"));

    private static string TextOf(XElement? element) => string.Join(' ', (element?.Attributes() ?? []).Select(attribute => attribute.ToString()).Order(StringComparer.Ordinal));

    /// <summary>Without what libvirt adds, and without blanks.</summary>
    private static XElement Bare(DeviceXml device)
    {
        var copy = new XElement(device.Element);
        copy.Elements().Where(part => part.Name.LocalName is "address" or "alias").Remove();
        copy.DescendantNodes().Where(node => node is XComment || (node is XText text && string.IsNullOrWhiteSpace(text.Value))).Remove();
        return copy;
    }
}
