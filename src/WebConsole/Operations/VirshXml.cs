using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Operations;

/// <summary>Definitions for virsh's lines.</summary>
internal static class VirshXml
{
    /// <summary>The definition as what virsh's command reads from standard input, on one line.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="hole">A text in it that the shell is to find out.</param>
    /// <param name="found">The word of the shell in its place.</param>
    public static string Typed(XmlView definition, string? hole = null, string found = "")
    {
        var copy = new XElement(definition.Element);
        // libvirt may give a pool or a network any.
        if (copy.Name == "pool" || copy.Name == "network")
            copy.Element("uuid")?.Remove();
        copy.DescendantNodes().OfType<XText>().Where(text => string.IsNullOrWhiteSpace(text.Value)).Remove();
        // What is before and behind the hole is quoted by itself: what somebody has typed must not end the quotes of the whole.
        var text = copy.ToString(SaveOptions.DisableFormatting);
        return $"/dev/stdin <<< {(hole is null ? ShellText.Quote(text) : string.Join(found, text.Split(hole, 2).Select(ShellText.Quote)))}";
    }
}
