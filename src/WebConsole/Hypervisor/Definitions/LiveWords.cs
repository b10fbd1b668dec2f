using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>The words of a running machine that an edit changes: title, description, and our metadata.</summary>
internal static class LiveWords
{
    public static IEnumerable<(string Name, Action<Domain> Write, Action<Domain> Undo)> Of(RunningEdit edit)
    {
        var (now, wanted) = edit;
        if (now.Title != wanted.Title)
            yield return ("Change the title", Write(DomainMetadataType.Title, wanted.Title), Write(DomainMetadataType.Title, now.Title));
        if (now.Description != wanted.Description)
            yield return ("Change the description", Write(DomainMetadataType.Description, wanted.Description), Write(DomainMetadataType.Description, now.Description));
        var (before, after) = (OwnMetadata(now), OwnMetadata(wanted));
        if (before != after)
            yield return ("Change tags, notes, icon, order and forwards", Write(DomainMetadataType.Element, after), Write(DomainMetadataType.Element, before));
    }

    private static Action<Domain> Write(DomainMetadataType type, string? value)
    {
        var own = type is DomainMetadataType.Element;
        return domain => domain.SetMetadata(type, value, DomainModificationImpact.Live, own ? "wc" : null, own ? DomainXml.WebConsoleNamespace : null);
    }

    /// <summary>Our element as libvirt takes it: without its namespace.</summary>
    private static string? OwnMetadata(DomainXml domain)
    {
        if (domain.MetadataOf(DomainXml.WebConsoleNamespace) is not { } own)
            return null;
        var copy = new XElement(own);
        foreach (var element in copy.DescendantsAndSelf().Where(element => element.Name.Namespace == DomainXml.WebConsoleNamespace))
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value == DomainXml.WebConsoleNamespace).Remove();
        }
        return SafeXml.Format(copy);
    }
}
