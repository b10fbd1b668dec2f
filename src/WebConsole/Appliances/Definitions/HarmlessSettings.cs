using System.Collections.Frozen;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Appliances.Definitions;

/// <summary>
/// What a definition from elsewhere may have without reaching the host, as a list: anything that does not stand in it, also
/// what a newer libvirt adds, is for an administrator.
/// </summary>
internal static partial class HarmlessSettings
{
    private const char Text = '#', Attribute = '@', AnyDevice = '*';
    private const string Devices = "domain/devices/";

    private static readonly XNamespace[] Metadata = ["http://libosinfo.org/xmlns/libvirt/domain/1.0", DomainXml.WebConsoleNamespace];

    /// <summary>By these, WebConsole deletes volumes, starts machines and opens ports of the host by itself.</summary>
    private static readonly XName[] Orders = [XName.Get("medium", DomainXml.WebConsoleNamespace), XName.Get("autostart", DomainXml.WebConsoleNamespace), XName.Get("forward", DomainXml.WebConsoleNamespace)];

    /// <summary>Of each element what may stand in it, by name; <c>null</c> for any value.</summary>
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string[]?>> Elements = List.Split('\n')
        .Select(line => line.Trim('\r').Split(' ')).ToFrozenDictionary(words => words[0], words => words[1..].DistinctBy(NameOf).ToFrozenDictionary(NameOf, ValuesOf));

    /// <summary>Elements that hold others which are listed.</summary>
    private static readonly FrozenSet<string> Holders = Elements.Keys.Where(path => !path.Contains(AnyDevice, StringComparison.Ordinal)).SelectMany(Above).ToFrozenSet();

    /// <summary>The settings of a definition that do not stand in the list.</summary>
    /// <param name="domain">A definition.</param>
    /// <param name="isSettled">Whether a place is left out, since somebody else decides on it.</param>
    public static IEnumerable<DefinitionFinding> Others(XElement domain, Func<XObject, bool> isSettled) => Places(domain, isSettled).Select(found => found.Finding);

    /// <inheritdoc cref="Others(XElement, Func{XObject, bool})"/>
    /// <returns>Elements, attributes and texts, each with what is said of it.</returns>
    public static IEnumerable<(XObject Place, DefinitionFinding Finding)> Places(XElement domain, Func<XObject, bool> isSettled) => Places(domain, domain.Name.LocalName, isSettled);

    /// <summary>
    /// Whether two definitions differ in a device, or in another part of the machine, that has anything in it which does not stand in the
    /// list: to make a file of the host writable, too, reaches the host.
    /// </summary>
    public static bool DifferInOthers(XElement before, XElement after) => !Written(before).SequenceEqual(Written(after), StringComparer.Ordinal);

    private static IEnumerable<string> Written(XElement domain)
    {
        var found = Places(domain, _ => false).Select(place => (Part: PartWith(place.Place, domain), place.Finding)).ToArray();
        // Each part once, however much of it stands out.
        return found.Select(place => place.Part).OfType<XElement>().Distinct().Select(part => Bare(part).ToString(SaveOptions.DisableFormatting))
            .Concat(found.Where(place => place.Part is null).Select(place => $"{place.Finding}")).Distinct().Order(StringComparer.Ordinal);
    }

    /// <summary>The device, or other child of the domain; <c>null</c> for what the domain itself has.</summary>
    private static XElement? PartWith(XObject place, XElement domain) =>
        (place as XElement ?? place.Parent!).AncestorsAndSelf().FirstOrDefault(element => element.Parent == domain ? element.Name != "devices" : element.Parent?.Parent == domain && element.Parent.Name == "devices");

    /// <summary>A copy without comments, and without blanks between the elements.</summary>
    internal static XElement Bare(XElement element)
    {
        var copy = new XElement(element);
        copy.DescendantNodes().Where(node => node is XComment || (node is XText text && string.IsNullOrWhiteSpace(text.Value))).Remove();
        return copy;
    }

    private static IEnumerable<(XObject Place, DefinitionFinding Finding)> Places(XElement element, string path, Func<XObject, bool> isSettled)
    {
        if (isSettled(element))
            return [];
        if (element.Name.Namespace != XNamespace.None || Of(path) is not { } allowed)
            return [(element, new DefinitionFinding(path, null))];
        var values = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && !isSettled(attribute) && !May(allowed, $"{Attribute}{attribute.Name}", attribute.Value))
            .Select(attribute => ((XObject)attribute, new DefinitionFinding($"{path}{Attribute}{attribute.Name}", attribute.Value)));
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value)).Trim();
        if (text.Length > 0 && !May(allowed, $"{Text}", text))
            values = values.Append((element.Nodes().OfType<XText>().First(), new DefinitionFinding(path, text)));
        return values.Concat(element.Elements().Where(child => path != "domain/metadata" || !Metadata.Contains(child.Name.Namespace) || HasOrders(child))
            .SelectMany(child => Places(child, $"{path}/{(child.Name.Namespace == XNamespace.None ? child.Name.LocalName : child.Name)}", isSettled)));
    }

    private static FrozenDictionary<string, string[]?>? Of(string path)
    {
        if (Elements.TryGetValue(path, out var own))
            return own;
        if (Holders.Contains(path))
            return FrozenDictionary<string, string[]?>.Empty;
        var device = path.StartsWith(Devices, StringComparison.Ordinal) ? path[Devices.Length..].Split('/') : [];
        return device is [_, var part] ? Elements.GetValueOrDefault($"{Devices}{AnyDevice}/{part}") : null;
    }

    private static bool HasOrders(XElement own) => own.Elements().Any(IsOrder);

    /// <summary>Whether WebConsole acts by itself on an element of a machine's metadata.</summary>
    internal static bool IsOrder(XElement element) => Orders.Contains(element.Name);

    private static bool May(FrozenDictionary<string, string[]?> allowed, string name, string value) =>
        allowed.TryGetValue(name, out var values) && (values is null || values.Contains(value));

    private static string NameOf(string word) => word.Split('=')[0];

    private static string[]? ValuesOf(string word) => word.Split('=', 2) is [_, var values] ? values.Split('|') : null;

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
    }
}
