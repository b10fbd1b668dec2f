using System.Xml.Linq;
using WebConsole.Appliances.Definitions;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Takes back changes that wait for the next start: what holds now is put in their place, and everything else stays as it is stored. So do
/// secrets, such as passwords of displays: nobody is shown that they differ.
/// </summary>
internal static class PendingRevert
{
    /// <param name="stored">The definition for the next start, which is changed.</param>
    /// <param name="running">The definition in force.</param>
    /// <param name="paths">Which changes; <c>null</c> for all.</param>
    /// <exception cref="DefinitionException">One of them does not wait (any more).</exception>
    public static void Apply(XElement stored, XElement running, IReadOnlyCollection<string>? paths) => Apply(stored, running, PendingDefinition.Of(running, stored), paths);

    /// <inheritdoc cref="Apply(XElement, XElement, IReadOnlyCollection{string}?)"/>
    /// <param name="stored">The definition for the next start, which is changed.</param>
    /// <param name="running">The definition in force.</param>
    /// <param name="pending">What waits.</param>
    /// <param name="paths">Which changes; <c>null</c> for all.</param>
    public static void Apply(XElement stored, XElement running, IReadOnlyList<DefinitionChange> pending, IReadOnlyCollection<string>? paths)
    {
        // Found before anything moves, since places with equal names are numbered.
        var (next, now) = (Places(stored), Places(running));
        var changes = pending.Where(change => !DefinitionSecrets.IsPlace(next.GetValueOrDefault(change.Path) ?? now[change.Path])).ToArray();
        if (paths?.Except(changes.Select(change => change.Path)).FirstOrDefault() is { } gone)
            throw new DefinitionException($"{gone} does not wait for a restart (any more).", "Look at what still waits.");
        foreach (var change in changes.Where(change => paths?.Contains(change.Path) is not false))
        {
            switch (change.Kind)
            {
                case DefinitionChangeKind.Added:
                    Remove(next[change.Path]);
                    break;
                case DefinitionChangeKind.Removed:
                    PutIn(now[change.Path], next, now);
                    break;
                default:
                    SetValue(next[change.Path], DefinitionOutline.ValueOf(now[change.Path]) ?? "");
                    break;
            }
        }
    }

    private static Dictionary<string, XObject> Places(XElement root) => DefinitionOutline.Walk(root).ToDictionary(place => place.Path, place => place.Node);

    private static void SetValue(XObject place, string value)
    {
        if (place is XAttribute attribute)
        {
            attribute.Value = value;
            return;
        }
        var element = (XElement)place;
        element.Nodes().OfType<XText>().Where(text => !string.IsNullOrWhiteSpace(text.Value) || !element.HasElements).Remove();
        if (value.Length > 0)
            element.AddFirst(new XText(value));
    }

    private static void Remove(XObject place)
    {
        if (place is XAttribute attribute)
        {
            attribute.Remove();
            return;
        }
        var element = (XElement)place;
        if (element.PreviousNode is XText blank && string.IsNullOrWhiteSpace(blank.Value))
            blank.Remove();
        element.Remove();
    }

    /// <summary>A device stands behind the one that it stands behind now: the order of disks is one of names.</summary>
    private static void PutIn(XObject place, Dictionary<string, XObject> next, Dictionary<string, XObject> now)
    {
        var paths = now.Where(pair => pair.Value is XElement).ToDictionary(pair => (XElement)pair.Value, pair => pair.Key);
        var parent = (XElement)next[paths[place.Parent!]];
        if (place is XAttribute attribute)
        {
            parent.SetAttributeValue(attribute.Name, attribute.Value);
            return;
        }
        var element = (XElement)place;
        var copy = new XElement(element);
        if (parent.Name == "devices")
        {
            PortableDefinition.RemoveRun(copy);
            // The running machine and the stored definition have devices at different addresses: its own may be another's by now.
            copy.Elements("address").Where(address => parent.Elements().Elements("address").Any(taken => IsSame(taken, address))).Remove();
        }
        var before = element.ElementsBeforeSelf().Reverse().Select(sibling => next.GetValueOrDefault(paths[sibling]) as XElement).FirstOrDefault(twin => twin?.Parent == parent);
        var blank = new XText((before ?? parent.Elements().FirstOrDefault())?.PreviousNode is XText indent ? indent.Value : "\n  ");
        if (before is null)
            parent.AddFirst(blank, copy);
        else
            before.AddAfterSelf(blank, copy);
    }

    /// <summary>Whether two devices have one place: that it has further functions is no part of it.</summary>
    private static bool IsSame(XElement one, XElement other) => Place(one).SetEquals(Place(other));

    private static HashSet<(XName, string)> Place(XElement address) => [.. address.Attributes().Where(attribute => attribute.Name != "multifunction").Select(attribute => (attribute.Name, attribute.Value))];
}
