using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>A device that an edit adds to a running machine, takes from it, or changes.</summary>
/// <param name="Key">Which.</param>
/// <param name="Was">As it is; <c>null</c> for a new one.</param>
/// <param name="Wanted">As it is to be; <c>null</c> for one that goes.</param>
internal sealed record DeviceDifference(DeviceKey Key, DeviceXml? Was, DeviceXml? Wanted)
{
    /// <summary>As the running machine has it; <c>null</c> where that has no such device.</summary>
    public DeviceXml? Live { get; private init; }

    /// <summary>What an edit means for the running machine whose definition it was made on.</summary>
    public static IEnumerable<DeviceDifference> Of(RunningEdit edit) => Between(edit.Now.DevicesByKey(), edit.WantedDevices)
        .Select(difference => difference with { Live = difference.Was })
        // What is on a controller comes after it.
        .OrderBy(difference => difference.Key.Kind != "controller");

    /// <summary>What a definition that was written as a whole means for the running machine.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="running">The definition in force, which may have other devices.</param>
    public static IEnumerable<DeviceDifference> Of(StoredEdit edit, DomainXml running)
    {
        var before = edit.Before.DevicesByKey();
        var (asked, live) = (DeviceTwins.ByKeysOf(edit.Wanted, before), DeviceTwins.ByKeysOf(running, before));
        return Between(before, DeviceTwins.ByKeysOf(edit.Now, asked))
            // libvirt adds the controller for a new device to the running machine by itself.
            .Where(difference => difference.Was is not null || difference.Key.Kind != "controller" || asked.ContainsKey(difference.Key))
            .Select(difference => difference is { Was: null, Wanted: { } device } && asked.GetValueOrDefault(difference.Key)?.Element.Element("address") is null
                ? difference with { Wanted = WithoutAddress(device) } : difference)
            .Select(difference => difference.Was is null ? difference : difference with { Live = live.GetValueOrDefault(difference.Key) });
    }

    private static IEnumerable<DeviceDifference> Between(IReadOnlyDictionary<DeviceKey, DeviceXml> before, IReadOnlyDictionary<DeviceKey, DeviceXml> after) =>
        after.Keys.Union(before.Keys).Select(key => new DeviceDifference(key, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            .Where(difference => !XNode.DeepEquals(difference.Was?.Element, difference.Wanted?.Element));

    /// <summary>libvirt has given the device an address in the definition; in the running machine that address may be in use.</summary>
    private static DeviceXml WithoutAddress(DeviceXml device)
    {
        var copy = new XElement(device.Element);
        copy.Elements("address").Remove();
        return DeviceXml.Lay(copy);
    }
}
