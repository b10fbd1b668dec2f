using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Makes the change between two stored definitions of a machine in the definition in force. What differed between that and the stored
/// one before stays as it is: it waits for the next start, and this change did not ask for it. Devices are compared one by one
/// elsewhere (<see cref="DeviceDifference"/>).
/// </summary>
internal static class DefinitionMerge
{
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
        foreach (var name in before.Elements().Concat(after.Elements()).Select(child => child.Name).Distinct().Where(name => !left.Contains(name)).ToArray())
            ChangeAll([.. before.Elements(name)], [.. after.Elements(name)], into, name);
    }

    /// <summary>One element is changed inside; of several with one name, those that differ are replaced.</summary>
    private static void ChangeAll(XElement[] before, XElement[] after, XElement into, XName name)
    {
        XElement[] has = [.. into.Elements(name)];
        if (AreSame(before, after))
            return;
        if (before is [var had] && after is [var gets] && has is [var one])
        {
            Change(had, gets, one, []);
            return;
        }
        // In their order, where nothing else has changed.
        var isAll = AreSame(before, has);
        XElement[] added = isAll ? after : [.. after.Where(element => !before.Any(other => IsSame(element, other)))];
        var changed = before.Where(element => !after.Any(other => IsSame(element, other))).Concat(added).Select(NameOf).ToHashSet();
        has.Where(element => isAll || changed.Contains(NameOf(element))).Remove();
        into.Add(added);
    }

    /// <summary>Of <c>vcpupin</c> and the like, the first attribute says what it is for.</summary>
    private static string NameOf(XElement element) => element.FirstAttribute?.ToString() ?? element.Value;

    private static bool AreSame(XElement[] some, XElement[] others) => some.Length == others.Length && some.Zip(others).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(XElement one, XElement other) => DefinitionOutline.Plain(one).ChangesTo(DefinitionOutline.Plain(other)).Count == 0;

    private static string? Unit(XElement element) => element.Attribute("unit")?.Value;
}
