using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Reads the choices that domain capabilities name.</summary>
internal static class CapabilityChoices
{
    /// <summary>The values of the <c>enum</c> with this name: none if the element is not supported, null if nothing is said.</summary>
    public static IReadOnlyList<string>? Read(XElement? capability, string name)
    {
        if (capability?.Attribute("supported")?.Value is "no")
            return [];
        var choice = capability?.Elements("enum").FirstOrDefault(one => one.Attribute("name")?.Value == name);
        return choice is null ? null : [.. choice.Elements("value").Select(value => value.Value)];
    }
}
