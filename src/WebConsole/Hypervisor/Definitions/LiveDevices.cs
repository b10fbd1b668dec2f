using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>The calls that add a device to a running machine, change it and take it away. Each says what undoes it.</summary>
internal static class LiveDevices
{
    private const DomainModificationImpact Live = DomainModificationImpact.Live;

    /// <summary>For a device that is new or changed.</summary>
    /// <param name="difference">The device.</param>
    /// <param name="force">Whether a tray is opened that the guest has locked.</param>
    public static IEnumerable<(string Name, Action<Domain> Act, Action<Domain> Undo)> Of(DeviceDifference difference, bool force)
    {
        var (key, was, wanted) = difference;
        if (wanted is null)
            yield break;
        if (was is null)
        {
            yield return ($"Plug in {key}", domain => Attach(domain, wanted), domain => Detach(domain, difference));
            yield break;
        }
        if (wanted is DiskXml disk && was is DiskXml before && LiveLimits.Differ(before, disk))
            yield return ($"Limit {key}", LiveLimits.Set(disk), LiveLimits.Set(before));
        var (old, rest) = (Compared(was), Compared(wanted));
        if (was is GraphicsXml && WithPasswordOf(old, rest) is var asking && !XNode.DeepEquals(old, asking))
        {
            // QEMU can change this of a display and nothing else.
            yield return ($"Set the password of {key}", Update(difference, old, asking, force), Update(difference, asking, old, force));
            old = asking;
        }
        if (!XNode.DeepEquals(old, rest))
            yield return ($"Change {key}", Update(difference, old, rest, force), Update(difference, rest, old, force));
    }

    /// <summary>Of a machine without room for memory, libvirt tells only that it has no NUMA nodes.</summary>
    private static void Attach(Domain domain, DeviceXml device)
    {
        if (device is MemoryDeviceXml && DomainXml.TryParse(domain.GetXml(), out var live) && live.MaxMemorySlots is not > 0)
            throw new DefinitionException("It was started without room for memory modules.");
        domain.AttachDevice(device.ToXml(), Live);
    }

    /// <summary>Asks the guest to let go of a device.</summary>
    public static void Detach(Domain domain, DeviceDifference gone)
    {
        var device = Find(domain, gone);
        if (device.Alias is { } alias)
            domain.DetachDeviceAlias(alias, Live);
        else
            domain.DetachDevice(device.ToXml(), Live);
    }

    /// <summary>Plugs in again what was unplugged, unless it is there, or never was.</summary>
    public static void AttachAgain(Domain domain, DeviceDifference gone)
    {
        if (gone is { Was: { } device, Live: not null } && !Has(domain, gone))
            domain.AttachDevice(device.ToXml(), Live);
    }

    public static bool Has(Domain domain, DeviceDifference difference) => FindOrNull(domain.GetXml(), difference) is not null;

    /// <summary>
    /// Updates a device and checks that it changed: libvirt 9.0 reports success for some updates that do nothing.
    /// </summary>
    private static Action<Domain> Update(DeviceDifference difference, XElement was, XElement device, bool force) => domain =>
    {
        var text = new XElement(device);
        text.Add(Find(domain, difference).Element.Elements("iotune"));
        domain.UpdateDevice(SafeXml.Format(text), Live, force && difference.Key.Kind == "disk");
        var (old, wanted, live) = (Outline(was), Outline(device), Outline(Compared(Find(domain, difference))));
        if (old.ChangesTo(wanted).FirstOrDefault(change => !live.AgreesAt(change.Path, wanted)) is { } ignored)
            throw new DefinitionException($"libvirt took the change of {difference.Key}, and yet {ignored.Path} is as it was.");
    };

    private static XElement WithPasswordOf(XElement display, XElement other)
    {
        var copy = new XElement(display);
        foreach (var name in new[] { "passwd", "passwdValidTo" })
            copy.SetAttributeValue(name, other.Attribute(name)?.Value);
        return copy;
    }

    private static DeviceXml Find(Domain domain, DeviceDifference difference) =>
        FindOrNull(domain.GetXml(DomainXmlFlags.Secure), difference) ?? throw new DefinitionException($"The machine that runs has no {difference.Key}.");

    /// <summary>By its alias, where it has one: once a twin has gone, another has its key.</summary>
    private static DeviceXml? FindOrNull(string running, DeviceDifference difference)
    {
        if (difference is { Was: not null, Live: null } || !DomainXml.TryParse(running, out var now))
            return null;
        return difference.Live?.Alias is { } alias ? now.Devices.FirstOrDefault(device => device.Alias == alias) : now.DevicesByKey().GetValueOrDefault(difference.Key);
    }

    /// <summary>Without limits, which have a call of their own, and without what libvirt tells of each image that it opens: its number, and that none is below it.</summary>
    private static XElement Compared(DeviceXml device)
    {
        var copy = new XElement(device.Element);
        copy.Elements("iotune").Remove();
        copy.Elements("source").Attributes("index").Remove();
        // An empty drive has an empty source.
        copy.Elements().Where(part => part is { Name.LocalName: "backingStore" or "source", HasElements: false, HasAttributes: false }).Remove();
        return copy;
    }

    // Only compared, never shown.
    private static DefinitionOutline Outline(XElement device) => DefinitionOutline.Plain(device);
}
