using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>What a copy keeps of a machine's metadata.</summary>
internal static class CopiedMetadata
{
    /// <summary>
    /// Leaves the tags, the notes, the icon and the operating system. By the rest, others know a machine as theirs: a program may delete what it
    /// finds marked as its own, and WebConsole the medium of the original's first boot.
    /// </summary>
    public static void Write(DomainXml copy)
    {
        var (tags, notes, icon, system) = (copy.Tags.ToArray(), copy.Notes, copy.Icon, copy.OperatingSystemId);
        copy.Element.Elements("metadata").Remove();
        foreach (var tag in tags)
            copy.Tags.Add(tag);
        (copy.Notes, copy.Icon, copy.OperatingSystemId) = (notes, icon, system);
    }
}
