using System.Xml;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>A device in the text of a machine's definition, to be shown and edited alone. The whole stays the text that is edited.</summary>
/// <param name="Name">How the device is named: <c>disk:vda</c>.</param>
/// <param name="Start">Where its bracket opens.</param>
/// <param name="End">The place behind it.</param>
/// <param name="FirstLine">Its first line in the whole, from 1.</param>
/// <param name="Indent">How far it is indented.</param>
public sealed record DefinitionPart(string Name, int Start, int End, int FirstLine, int Indent)
{
    /// <summary>All devices of a definition; none where it is not well-formed.</summary>
    public static IReadOnlyList<DefinitionPart> Of(string definition)
    {
        try
        {
            var places = SafeXml.Spans(definition, "domain", "devices");
            var domain = DomainXml.Parse(definition);
            var names = domain.DevicesByKey().ToDictionary(pair => pair.Value.Element, pair => pair.Key.ToString());
            return [.. (domain.Element.Elements("devices").SelectMany(devices => devices.Elements())).Zip(places, (device, place) => Part(names.GetValueOrDefault(device), place.Start, place.End)).OfType<DefinitionPart>()];
        }
        catch (XmlException)
        {
            return [];
        }

        DefinitionPart? Part(string? name, int start, int end)
        {
            if (name is null)
                return null;
            var line = definition.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
            return new DefinitionPart(name, start, end, definition.AsSpan(0, start).Count('\n') + 1, string.IsNullOrWhiteSpace(definition[line..start]) ? start - line : 0);
        }
    }

    /// <summary>The device alone, without its indentation.</summary>
    public string In(string definition) => string.Join('\n', definition[Start..End].Split('\n').Select(line => line[Math.Min(Indent, line.Length - line.TrimStart(' ').Length)..]));

    /// <summary>The definition with another text in this place, and where that stands.</summary>
    public (string Definition, DefinitionPart Part) Put(string definition, string device)
    {
        var indented = device.Replace("\n", $"\n{new string(' ', Indent)}", StringComparison.Ordinal);
        return (string.Concat(definition.AsSpan(0, Start), indented, definition.AsSpan(End)), this with { End = Start + indented.Length });
    }
}
