using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Appliances.Definitions;

/// <summary>What of an edited definition reaches the host, and was not in it before it was edited.</summary>
internal sealed class EditedSettings
{
    private static readonly XName OwnMetadata = XName.Get("machine", DomainXml.WebConsoleNamespace);

    private readonly HashSet<(string Path, string Written)> _elements;
    private readonly HashSet<(string Path, string Value)> _attributes;
    private readonly HashSet<string> _devices;
    private readonly HashSet<string> _sources;

    private EditedSettings(XElement before)
    {
        var (devices, others) = (DevicesOf(before), before.DescendantsAndSelf().Where(element => DeviceWith(element) is null).ToList());
        _elements = [.. others.Select(element => (PathOf(element), Written(element)))];
        _attributes = [.. others.SelectMany(element => element.Attributes()).Select(attribute => (PathOf(attribute), attribute.Value))];
        _devices = [.. devices.Select(Written)];
        _sources = [.. devices.Select(SourceOf)];
    }

    /// <summary>
    /// What only an administrator may bring: all that <see cref="HarmlessSettings"/> does not list, and disks of other volumes, whose
    /// images nobody has inspected. A device keeps a file of the host that it had, as long as it is opened in the same way.
    /// </summary>
    /// <param name="before">The definition before.</param>
    /// <param name="after">The same, edited.</param>
    public static IReadOnlyList<DefinitionFinding> ForAdministrators(DomainXml before, DomainXml after)
    {
        var known = new EditedSettings(before.Element);
        return
        [
            .. HarmlessSettings.Others(after.Element, known.Has),
            .. after.Disks.Where(disk => disk.Element.Element("source") is not null && !known._sources.Contains(SourceOf(disk.Element))).Select(_ => new DefinitionFinding("domain/devices/disk/source", null)),
            .. DefinitionImport.Twice(after),
        ];
    }

    private bool Has(XObject place) => place switch
    {
        XAttribute { Parent: { } parent } attribute => DeviceWith(parent) is { } device ? parent == device && attribute.Name == "type" && _sources.Contains(SourceOf(device)) : _attributes.Contains((PathOf(attribute), attribute.Value)),
        XElement element when DeviceWith(element) is { } device => element == device ? _devices.Contains(Written(device)) : element.Parent == device && element.Name == "source" && _sources.Contains(SourceOf(device)),
        XElement element => _elements.Contains((PathOf(element), Written(element))) || (element.Name == OwnMetadata && HasOrdersOf(element)),
        _ => false,
    };

    /// <summary>Whether WebConsole's own metadata have no order that they did not have before.</summary>
    private bool HasOrdersOf(XElement metadata) =>
        metadata.Elements().Where(HarmlessSettings.IsOrder).All(element => _elements.Contains((PathOf(element), Written(element))));

    private static List<XElement> DevicesOf(XElement domain) => [.. domain.Elements("devices").Elements()];

    private static XElement? DeviceWith(XElement element) => element.AncestorsAndSelf().FirstOrDefault(one => one.Parent is { Parent: { Parent: null } } devices && devices.Name == "devices");

    /// <summary>What of a device decides which file or network of the host it has, and how that is opened.</summary>
    private static string SourceOf(XElement device) => string.Join('\n',
    [
        device.Name.LocalName, .. new[] { device.Attribute("type"), device.Attribute("device"), device.Element("driver")?.Attribute("name"), device.Element("driver")?.Attribute("type") }.Select(attribute => attribute?.ToString() ?? ""),
        .. device.Elements().Where(part => part.Name.LocalName is "source" or "readonly" or "shareable" or "backingStore" or "mirror" or "auth" or "encryption" or "virtualport").Select(Written).Order(StringComparer.Ordinal),
    ]);

    private static string PathOf(XObject place) => string.Join('/', (place as XElement ?? place.Parent!).AncestorsAndSelf().Reverse().Select(element => element.Name.ToString())) + (place is XAttribute attribute ? $"@{attribute.Name}" : "");

    private static string Written(XElement element) => HarmlessSettings.Bare(element).ToString(SaveOptions.DisableFormatting);
}
