using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Makes the change between two stored definitions of a machine in the definition in force. What differed between that and the stored
/// one before stays as it is: it waits for the next start, and this change did not ask for it. So an element that the definition in force lacks
/// gets no more than the change, and one that it has besides keeps the rest. Devices are compared one by one elsewhere (<see cref="DeviceDifference"/>).
/// </summary>
internal static class DefinitionMerge
{
    /// <summary>Attributes that say which of several elements one is: without them it would be another.</summary>
    private static readonly string[] Identities = ["name", "id", "mac", "ip", "start", "vcpu", "vcpus", "iothread", "iothreads", "cellid"];

    /// <summary>A port forward: each of its attributes makes it another one, which opens another port.</summary>
    private static readonly XName Forward = XName.Get("forward", DomainXml.WebConsoleNamespace);

    /// <param name="before">The stored definition before the change.</param>
    /// <param name="after">The same after it.</param>
    /// <param name="running">The definition in force.</param>
    /// <returns>The definition in force with the change.</returns>
    public static XElement Of(XElement before, XElement after, XElement running)
    {
        var merged = new XElement(running);
        Change(before, after, merged, [.. SameSizes(new DomainXml(new XElement(before)), new DomainXml(new XElement(after))), "devices"]);
        return merged;
    }

    /// <summary>Sizes that are only written in another unit.</summary>
    private static IEnumerable<XName> SameSizes(DomainXml before, DomainXml after)
    {
        if (before.MemoryBytes is { } memory && memory == after.MemoryBytes)
            yield return "memory";
        if (before.CurrentMemoryBytes is { } current && current == after.CurrentMemoryBytes)
            yield return "currentMemory";
    }

    /// <summary>Makes what differs between two elements in a third one; nothing else of that is touched.</summary>
    private static void Change(XElement before, XElement after, XElement into, HashSet<XName> left)
    {
        if (DefinitionOutline.ValueOf(after) is var value && (value != DefinitionOutline.ValueOf(before) || Unit(before) != Unit(after)))
        {
            into.Nodes().OfType<XText>().Remove();
            into.AddFirst(value is null ? null : new XText(value));
            // A number means nothing without its unit.
            into.SetAttributeValue("unit", Unit(after));
        }
        foreach (var name in before.Attributes().Concat(after.Attributes()).Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Name).Distinct().ToArray())
        {
            if (before.Attribute(name)?.Value != after.Attribute(name)?.Value)
                into.SetAttributeValue(name, after.Attribute(name)?.Value);
        }
        if (before.HasElements || after.HasElements)
            ChangeChildren(before, after, into, left);
    }

    private static void ChangeChildren(XElement before, XElement after, XElement into, HashSet<XName> left)
    {
        var several = new[] { before, after, into }.SelectMany(parent => parent.Elements().GroupBy(child => child.Name).Where(group => group.Skip(1).Any()).Select(group => group.Key)).ToHashSet();
        var (had, gets, has) = (Children(before, several, left), Children(after, several, left), Children(into, several, left));
        var (stood, order) = (had.Keys.ToLookup(key => key.Name), gets.Keys.ToLookup(key => key.Name));
        // Where nothing but this change has moved them, they get its order.
        XName[] moved = [.. has.Keys.Where(key => several.Contains(key.Name)).GroupBy(key => key.Name).Where(keys => keys.SequenceEqual(stood[keys.Key]) && !keys.SequenceEqual(order[keys.Key])).Select(keys => keys.Key)];
        foreach (var key in had.Keys.Union(gets.Keys))
            ChangeChild(had.GetValueOrDefault(key), gets.GetValueOrDefault(key), key, has, into, several.Contains(key.Name));
        foreach (var name in moved)
        {
            into.Elements(name).Remove();
            into.Add(order[name].Select(key => has[key]));
        }
    }

    /// <summary>One that comes or goes is as one that was or will be empty: what else stands in that in force goes on waiting.</summary>
    private static void ChangeChild(XElement? before, XElement? after, ChildKey key, OrderedDictionary<ChildKey, XElement> has, XElement into, bool isOneOfSeveral)
    {
        var (identity, there) = (IdentityOf((before ?? after)!, isOneOfSeveral), has.GetValueOrDefault(key));
        if (after is null && (there is null || key.Identity is not null))
        {
            there?.Remove();
            return;
        }
        var changed = there ?? new XElement(key.Name, identity);
        Change(before ?? new XElement(key.Name), after ?? new XElement(key.Name), changed, []);
        var isBare = !changed.HasElements && string.IsNullOrWhiteSpace(changed.Value) && changed.Attributes().All(attribute => attribute.Name == identity?.Name);
        if (there is null && (before is null || !isBare))
            into.Add(has[key] = changed);
        else if (after is null && isBare)
            changed.Remove();
    }

    /// <summary>The children by what makes them the same in another definition.</summary>
    private static OrderedDictionary<ChildKey, XElement> Children(XElement parent, HashSet<XName> several, HashSet<XName> left)
    {
        var (children, counts) = (new OrderedDictionary<ChildKey, XElement>(), new Dictionary<(XName, string?), int>());
        foreach (var child in parent.Elements().Where(child => !left.Contains(child.Name)))
        {
            var isOneOfSeveral = several.Contains(child.Name);
            var identity = child.Name == Forward ? string.Join(' ', child.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal))
                : IdentityOf(child, isOneOfSeveral)?.ToString() ?? (isOneOfSeveral ? child.Value : null);
            var number = counts[(child.Name, identity)] = counts.GetValueOrDefault((child.Name, identity)) + 1;
            children.Add(new ChildKey(child.Name, identity, number), child);
        }
        return children;
    }

    /// <summary>The attribute that says which one it is: of several, the first where none is known to.</summary>
    private static XAttribute? IdentityOf(XElement element, bool isOneOfSeveral) =>
        Identities.Select(name => element.Attribute(name)).FirstOrDefault(attribute => attribute is not null)
            ?? (isOneOfSeveral ? element.Attributes().FirstOrDefault(attribute => !attribute.IsNamespaceDeclaration) : null);

    private static string? Unit(XElement element) => element.Attribute("unit")?.Value;

    /// <param name="Name">Its name.</param>
    /// <param name="Identity">Which one of that name; <c>null</c> where it stands once.</param>
    /// <param name="Number">Which one of those that are otherwise the same, from 1.</param>
    private sealed record ChildKey(XName Name, string? Identity, int Number);
}
