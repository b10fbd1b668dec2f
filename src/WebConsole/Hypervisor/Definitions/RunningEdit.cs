using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// An edit made on the definition of the running machine, which may differ from the stored one: each part is compared with what is
/// wanted, and written only where it differs.
/// </summary>
/// <param name="Now">The definition in force.</param>
/// <param name="Wanted">The same after the edit.</param>
internal sealed record RunningEdit(DomainXml Now, DomainXml Wanted)
{
    /// <returns><c>null</c> where the edit is of something that the running machine lacks, such as a device.</returns>
    public static RunningEdit? Of(DefinitionEdit edit, string running)
    {
        try
        {
            var now = SafeXml.ParseRoot(running, "domain");
            return new RunningEdit(new DomainXml(now), new DomainXml(edit.ChangeRunning(new XDocument(new XElement(now)).Root!)));
        }
        catch (Exception error) when (error is XmlException or ArgumentException or DefinitionException)
        {
            return null;
        }
    }
}
