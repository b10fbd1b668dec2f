using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// An edit made on the definition of the running machine, which may differ from the stored one: each part is compared with what is
/// wanted, and written only where it differs.
/// </summary>
/// <param name="Now">The definition in force.</param>
/// <param name="Wanted">The same after the edit.</param>
internal sealed record RunningEdit(DomainXml Now, DomainXml Wanted)
{
    /// <summary>The devices after the edit. One that was there has the key that it had, also where another of its name has gone.</summary>
    public IReadOnlyDictionary<DeviceKey, DeviceXml> WantedDevices { get => field ?? Wanted.DevicesByKey(); private init; }

    /// <summary>The same of a definition that was written as a whole: only what that changed is wanted, not what has waited for the next start.</summary>
    /// <returns><c>null</c> where the definition in force can't be read.</returns>
    public static RunningEdit? Of(StoredEdit edit, string running) => SafeXml.TryParseRoot(running, "domain", out var now)
        ? new RunningEdit(new DomainXml(now), new DomainXml(DefinitionMerge.Of(edit.Before.Element, edit.Now.Element, now))) : null;

    /// <returns><c>null</c> where the edit is of something that the running machine lacks, such as a device.</returns>
    public static RunningEdit? Of(DefinitionEdit edit, string running)
    {
        try
        {
            var now = SafeXml.ParseRoot(running, "domain");
            var root = new XDocument(new XElement(now)).Root!;
            var had = new DomainXml(root).DevicesByKey().ToDictionary(device => device.Value.Element, device => (device.Key, Alone: DeviceKey.Alone(device.Value)));
            var wanted = new DomainXml(edit.ChangeRunning(root));
            // Under another name it is another device.
            var kept = wanted.Devices.Where(device => had.TryGetValue(device.Element, out var was) && was.Alone == DeviceKey.Alone(device)).ToDictionary(device => device.Element, device => had[device.Element].Key);
            return new RunningEdit(new DomainXml(now), wanted) { WantedDevices = wanted.DevicesByKey(kept) };
        }
        catch (Exception error) when (error is XmlException or ArgumentException or DefinitionException)
        {
            return null;
        }
    }
}
