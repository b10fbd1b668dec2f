using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Definitions for virsh's lines.</summary>
internal static class VirshXml
{
    /// <summary>The definition as what virsh's command reads from standard input, on one line.</summary>
    public static string Typed(XmlView definition)
    {
        var copy = new XElement(definition.Element);
        // libvirt may give a pool any.
        if (copy.Name == "pool")
            copy.Element("uuid")?.Remove();
        copy.DescendantNodes().OfType<XText>().Where(text => string.IsNullOrWhiteSpace(text.Value)).Remove();
        return $"/dev/stdin <<< {ShellText.Quote(copy.ToString(SaveOptions.DisableFormatting))}";
    }
}
