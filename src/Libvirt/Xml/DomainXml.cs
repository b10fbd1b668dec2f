using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The definition of a domain.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html"/>
public sealed partial class DomainXml(XElement element) : XmlView(element)
{
    private const string RootName = "domain";

    /// <summary>The namespace of what WebConsole keeps in a domain's metadata; see docs/adr/0077-metadata-namespace.md.</summary>
    public const string WebConsoleNamespace = "urn:webconsole:machine:1";

    private const string LibOsInfo = "http://libosinfo.org/xmlns/libvirt/domain/1.0";
    private const string OperatingSystemPath = $"metadata/{{{LibOsInfo}}}libosinfo/{{{LibOsInfo}}}os@id";


    /// <summary>Reads a <c>domain</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no domain.</exception>
    public static DomainXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out DomainXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new DomainXml(root) : null;
        return view is not null;
    }

    /// <summary>The kind of virtualisation: <c>kvm</c>, <c>qemu</c> (emulation), <c>lxc</c>, <c>xen</c>, <c>test</c>, …</summary>
    public string? DomainType { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The number of the running instance; none when it does not run. libvirt gives it and takes none.</summary>
    public int? Id => GetInt("@id");

    /// <summary>The name, unique on its host.</summary>
    public string? Name { get => Get("name"); set => Set("name", value); }

    /// <summary>The UUID, which a rename does not change.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>A short line for people.</summary>
    public string? Title { get => GetWords("title"); set => SetWords("title", value); }

    /// <summary>Free text for people.</summary>
    public string? Description { get => GetWords("description"); set => SetWords("description", value); }

    /// <summary>The number of I/O threads that disks can be put on.</summary>
    public int? IoThreads { get => GetInt("iothreads"); set => SetNumber("iothreads", value); }

    /// <summary>The labels that confine the process, one for each security model.</summary>
    public XmlList<SecurityLabelXml> SecurityLabels => Views("seclabel", e => new SecurityLabelXml(e));

    /// <summary>The metadata of other programs, each in its own namespace.</summary>
    public XElement? Metadata => Element.Element("metadata");

    /// <summary>The metadata of one namespace.</summary>
    public XElement? MetadataOf(XNamespace ns) => Metadata?.Elements().FirstOrDefault(e => e.Name.Namespace == ns);

    /// <summary>The guest's operating system as libosinfo names it, such as <c>http://debian.org/debian/12</c>; others' word.</summary>
    public string? OperatingSystemId { get => Get(OperatingSystemPath); set => Set(OperatingSystemPath, value); }

    /// <summary>WebConsole's own: words to find it by.</summary>
    public XmlTexts Tags => Texts($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}tag");

    /// <summary>WebConsole's own: text of any length for people.</summary>
    public string? Notes
    {
        get => GetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}notes");
        set => SetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}notes", value);
    }

    /// <summary>WebConsole's own: whether it is protected from being deleted.</summary>
    public bool Protected
    {
        get => GetYes($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}protected");
        set => SetYes($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}protected", value);
    }

    /// <summary>WebConsole's own: the name of a picture to know it by.</summary>
    public string? Icon
    {
        get => GetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}icon");
        set => SetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}icon", value);
    }

    /// <summary>WebConsole's own: its place among the machines that WebConsole starts after a boot of the host, as it is written.</summary>
    public string? StartOrder
    {
        get => Get($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}autostart@order");
        set => Set($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}autostart@order", value);
    }

    /// <summary>WebConsole's own: how many seconds after its start the next place begins, as it is written.</summary>
    public string? StartDelay
    {
        get => Get($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}autostart@delay");
        set => Set($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}autostart@delay", value);
    }

    /// <summary>WebConsole's own: media that are taken away after the first boot or the installation.</summary>
    public XmlList<SetupMediumXml> SetupMedia => Views($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}medium", e => new SetupMediumXml(e));

    /// <summary>WebConsole's own: ports of the host that lead to the machine.</summary>
    public XmlList<MachineForwardXml> HostForwards => Views($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}forward", e => new MachineForwardXml(e));

    /// <summary>A UUID that changes whenever the guest goes back in time, as after a restore; libvirt fills an empty one.</summary>
    public Guid? GenerationId { get => GetUuid("genid"); set => SetUuid("genid", value); }
}
