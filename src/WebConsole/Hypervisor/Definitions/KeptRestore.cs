using System.Security.Cryptography;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Brings back a definition of the history, or a part of it. The history has no secrets: those of the definition that stands are taken,
/// and a display that others can reach and whose password is lost gets one that nobody knows.
/// </summary>
internal static class KeptRestore
{
    private const string Devices = "devices";

    /// <summary>As many characters as VNC looks at.</summary>
    private const int PasswordLength = 8;

    /// <param name="before">The definition that stands, with its secrets; <c>null</c> where none does.</param>
    /// <param name="kept">The definition of the history.</param>
    /// <returns>The definition to write.</returns>
    /// <exception cref="DefinitionException">Nobody knows a secret that it had.</exception>
    public static XElement Whole(XElement? before, XElement kept)
    {
        var after = Filled(before, kept);
        PassedOnSecrets.RefuseLost(after, after);
        return after;
    }

    /// <summary>The same, where secrets that nobody knows may stay marks: to be looked at, not to be written.</summary>
    public static XElement Filled(XElement? before, XElement kept)
    {
        var after = new XDocument(kept).Root!;
        var stands = before is null ? [] : DefinitionOutline.Walk(before).ToDictionary(place => place.Path, place => place.Node);
        PassedOnSecrets.PutBack(after, stands);
        PutBack(after, stands);
        if (before is not null)
            Carry(before, after);
        CloseDisplays(after, stands);
        return after;
    }

    /// <summary>The same for one part: it becomes as it was, which may be that it is not there.</summary>
    /// <exception cref="DefinitionException">Neither has such a part, or nobody knows a secret that it had.</exception>
    public static XElement Part(XElement before, XElement kept, string part)
    {
        var whole = Filled(before, kept);
        var (now, then) = (Find(before, part), Find(whole, part));
        if (now is null && then is null)
            throw new DefinitionException($"There is no part {part} in either of the definitions.");
        if (then is not null)
            PassedOnSecrets.RefuseLost(whole, then);
        var after = new XDocument(before).Root!;
        if (Find(after, part) is { } place)
        {
            if (then is null)
                place.Remove();
            else
                place.ReplaceWith(new XElement(then));
            return after;
        }
        var parent = IsDevice(part) ? after.Element(Devices) : after;
        if (parent is null)
            after.Add(parent = new XElement(Devices));
        if (parent.Elements(then!.Name).LastOrDefault() is { } alike)
            alike.AddAfterSelf(new XElement(then));
        else
            parent.Add(new XElement(then));
        return after;
    }

    /// <summary>The parts that differ: devices, and other elements below the root.</summary>
    public static IReadOnlyList<string> Parts(IReadOnlyList<DefinitionChange> changes) => [.. changes.Select(change => PartOf(change.Path)).Where(part => part.Length > 0 && part is not (Devices or "uuid")).Distinct()];

    /// <summary>Paths like <c>memory</c>, <c>devices/disk[vda]</c>.</summary>
    private static string PartOf(string path)
    {
        var depth = IsDevice(path) ? 1 : 0;
        var inside = 0;
        for (var at = 0; at < path.Length; at++)
        {
            inside += path[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (inside == 0 && (path[at] is '@' || (path[at] is '/' && depth-- == 0)))
                return path[..at];
        }
        return path;
    }

    private static bool IsDevice(string path) => path.StartsWith(Devices + "/", StringComparison.Ordinal);

    private static XElement? Find(XElement root, string part) =>
        DefinitionOutline.Walk(root).Where(place => place.Path == part).Select(place => place.Node as XElement).FirstOrDefault(element => element is not null && (element.Parent == root || element.Parent == root.Element(Devices)));

    /// <summary>Where the history has a mark in a place of secrets, the value that stands there, or nothing.</summary>
    private static void PutBack(XElement after, Dictionary<string, XObject> stands)
    {
        foreach (var (path, _, node) in DefinitionOutline.Walk(after).Where(place => DefinitionOutline.ValueOf(place.Node) == DefinitionSecrets.Mark && DefinitionSecrets.IsPlace(place.Node)).ToList())
        {
            var value = stands.TryGetValue(path, out var old) ? DefinitionOutline.ValueOf(old) : null;
            if (node is XAttribute attribute)
                attribute.SetValue(value ?? "");
            else
                ((XElement)node).SetValue(value ?? "");
            if (value is null)
                (node as XAttribute)?.Remove();
        }
    }

    /// <summary>What libvirt does not tell: passwords of displays, and cookies of disks where the disk is still the same.</summary>
    private static void Carry(XElement before, XElement after)
    {
        var places = DefinitionOutline.Walk(after).Where(place => place.Node is XElement).ToDictionary(place => place.Path, place => (XElement)place.Node);
        foreach (var (path, _, node) in DefinitionOutline.Walk(before))
        {
            if (node is not XElement old || !places.TryGetValue(path, out var now))
                continue;
            if (old.Name == "graphics" && old.Attribute("passwd") is { } password && now.Attribute("passwd") is null)
                now.SetAttributeValue("passwd", password.Value);
            if (old.Element("cookies") is { } cookies && now.Element("cookies") is null && IsSameSource(old, now))
                now.Add(new XElement(cookies));
        }
    }

    private static bool IsSameSource(XElement old, XElement now) =>
        old.Attributes().Select(attribute => attribute.ToString()).SequenceEqual(now.Attributes().Select(attribute => attribute.ToString()))
        && old.Elements("host").Select(host => host.ToString()).SequenceEqual(now.Elements("host").Select(host => host.ToString()));

    /// <summary>Nobody knows whether a display had a password. One that stands like this already stays as it is.</summary>
    private static void CloseDisplays(XElement after, Dictionary<string, XObject> stands)
    {
        foreach (var (path, _, node) in DefinitionOutline.Walk(after).Where(place => place.Node is XElement { Name.LocalName: "graphics" }).ToList())
        {
            var display = new GraphicsXml((XElement)node);
            var stood = stands.GetValueOrDefault(path) is XElement old ? new GraphicsXml(old) : null;
            if (display is { HasPassword: false, Type: "vnc" or "spice" } && IsReachable(display) && !(stood is not null && IsReachable(stood)))
                display.SetPassword(RandomNumberGenerator.GetHexString(PasswordLength, lowercase: true));
        }
    }

    /// <summary>Whether it may listen elsewhere than on the host itself; an address that libvirt chooses may be any.</summary>
    private static bool IsReachable(GraphicsXml display)
    {
        string?[] addresses = [.. display.Listens.Where(listen => listen.Type != "socket" && listen.Type != "none").Select(listen => listen.Address), .. display.ListenAddress is { } shortForm ? new[] { shortForm } : []];
        return addresses.Any(address => address is not ("127.0.0.1" or "::1" or "localhost")) || (addresses.Length == 0 && display.Listens.Count == 0);
    }
}
