using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Appliances.Definitions;

/// <summary>
/// Takes from a definition that leaves the host what reaches into that, or may be a secret: what would need an administrator where it is
/// imported, and what a first boot was given. Networks and firmware stay, since whoever imports chooses them.
/// </summary>
internal static class ExportedSettings
{
    private static readonly string[] KindsOfCards = ["network", "bridge", "direct", "user"];

    /// <returns>A sentence for each kind of setting that is left out.</returns>
    public static IReadOnlyList<string> Clean(DomainXml machine)
    {
        var settled = Settled(machine).ToHashSet();
        // Systems take credentials from OEM strings.
        var secrets = machine.Element.Elements("sysinfo").Elements("oemStrings").Select(strings => ((XObject)strings, "domain/sysinfo/oemStrings"))
            .Concat(machine.SetupMedia.Select(medium => ((XObject)medium.Element, "the media of the first boot")));
        var others = HarmlessSettings.Places(machine.Element, settled.Contains).Select(found => (found.Place, found.Finding.Path));
        // The media first: else all that WebConsole keeps with the machine would go with them.
        return [.. Removed(secrets).Concat(Removed(others)).Distinct().Select(path => $"Left out: {path}.")];
    }

    private static List<string> Removed(IEnumerable<(XObject Place, string Path)> found)
    {
        var all = found.ToList();
        foreach (var (place, _) in all)
            Remove(place);
        return all.ConvertAll(each => each.Path);
    }

    private static IEnumerable<XObject?> Settled(DomainXml machine)
    {
        var os = machine.Element.Element("os");
        return machine.Disks.SelectMany(disk => new XObject?[] { disk.Element.Attribute("type"), disk.Element.Element("source") })
            .Concat(machine.Interfaces.Where(card => KindsOfCards.Contains(card.Type)).SelectMany(card => new XObject?[] { card.Element.Attribute("type"), card.Element.Element("source"), card.Element.Element("virtualport") }))
            .Concat([machine.Element.Attribute("type"), os?.Element("type"), os?.Element("loader")]);
    }

    /// <summary>What can't be without its kind or its text goes as a whole.</summary>
    private static void Remove(XObject place)
    {
        var whole = place switch
        {
            XAttribute { Name.LocalName: "type" } => place.Parent,
            XText => place.Parent,
            XAttribute attribute => Without(attribute),
            _ => place as XElement,
        };
        if (whole?.Parent is { } device && whole.Name.LocalName == "backend")
            whole = device;
        if (whole?.Parent is not null)
            whole.Remove();
    }

    private static XElement? Without(XAttribute attribute)
    {
        if (attribute.Parent is not null)
            attribute.Remove();
        return null;
    }
}
