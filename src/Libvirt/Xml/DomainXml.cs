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

    private static readonly XNamespace LibOsInfo = "http://libosinfo.org/xmlns/libvirt/domain/1.0";
    private static readonly XNamespace Qemu = "http://libvirt.org/schemas/domain/qemu/1.0";

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

    /// <summary>The number of the running instance; none when it does not run.</summary>
    public int? Id => GetInt("@id");

    /// <summary>The name, unique on its host.</summary>
    public string? Name { get => Get("name"); set => Set("name", value); }

    /// <summary>The UUID, which a rename does not change.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>A short line for people.</summary>
    public string? Title { get => GetWords("title"); set => SetWords("title", value); }

    /// <summary>Free text for people.</summary>
    public string? Description { get => GetWords("description"); set => SetWords("description", value); }

    /// <summary>Memory at boot, in bytes; without memory devices, also the most that the balloon can give.</summary>
    public long? MemoryBytes { get => GetBytes("memory", "KiB"); set => SetBytes("memory", value, "KiB"); }

    /// <summary>Memory given to the guest now (balloon), in bytes.</summary>
    public long? CurrentMemoryBytes { get => GetBytes("currentMemory", "KiB"); set => SetBytes("currentMemory", value, "KiB"); }

    /// <summary>The limit up to which memory devices can be added, in bytes.</summary>
    public long? MaxMemoryBytes { get => GetBytes("maxMemory", "KiB"); set => SetBytes("maxMemory", value, "KiB"); }

    /// <summary>How many memory devices can be added.</summary>
    public int? MaxMemorySlots { get => GetInt("maxMemory@slots"); set => SetNumber("maxMemory@slots", value); }

    /// <summary>Whether the memory comes from huge pages.</summary>
    public bool HugePages { get => Has("memoryBacking/hugepages"); set => SetHas("memoryBacking/hugepages", value); }

    /// <summary>Whether the memory is never swapped out.</summary>
    public bool MemoryLocked { get => Has("memoryBacking/locked"); set => SetHas("memoryBacking/locked", value); }

    /// <summary>Where the memory comes from: <c>anonymous</c>, <c>file</c>, <c>memfd</c>.</summary>
    public string? MemorySource { get => Get("memoryBacking/source@type"); set => Set("memoryBacking/source@type", value); }

    /// <summary>Whether other processes can map the memory (virtiofs and vhost-user need it): <c>shared</c> or <c>private</c>.</summary>
    public string? MemoryAccess { get => Get("memoryBacking/access@mode"); set => Set("memoryBacking/access@mode", value); }

    /// <summary>The number of I/O threads that disks can be put on.</summary>
    public int? IoThreads { get => GetInt("iothreads"); set => SetNumber("iothreads", value); }

    /// <summary>What happens when the guest powers off: <c>destroy</c>, <c>restart</c>, <c>preserve</c>, <c>rename-restart</c>.</summary>
    public string? OnPowerOff { get => Get("on_poweroff"); set => Set("on_poweroff", value); }

    /// <summary>What happens when the guest reboots; words as for <see cref="OnPowerOff"/>.</summary>
    public string? OnReboot { get => Get("on_reboot"); set => Set("on_reboot", value); }

    /// <summary>What happens when the guest crashes; also <c>coredump-destroy</c> and <c>coredump-restart</c>.</summary>
    public string? OnCrash { get => Get("on_crash"); set => Set("on_crash", value); }

    /// <summary>What happens when a disk lease is lost: <c>poweroff</c>, <c>restart</c>, <c>pause</c>, <c>ignore</c>.</summary>
    public string? OnLockFailure { get => Get("on_lockfailure"); set => Set("on_lockfailure", value); }

    /// <summary>Whether the guest may suspend to memory.</summary>
    public bool? SuspendToMemory { get => GetYesNo("pm/suspend-to-mem@enabled"); set => SetYesNo("pm/suspend-to-mem@enabled", value); }

    /// <summary>Whether the guest may suspend to disk.</summary>
    public bool? SuspendToDisk { get => GetYesNo("pm/suspend-to-disk@enabled"); set => SetYesNo("pm/suspend-to-disk@enabled", value); }

    /// <summary>The labels that confine the process, one for each security model.</summary>
    public XmlList<SecurityLabelXml> SecurityLabels => Views("seclabel", e => new SecurityLabelXml(e));

    /// <summary>The metadata of other programs, each in its own namespace.</summary>
    public XElement? Metadata => Element.Element("metadata");

    /// <summary>The metadata of one namespace.</summary>
    public XElement? MetadataOf(XNamespace ns) => Metadata?.Elements().FirstOrDefault(e => e.Name.Namespace == ns);

    /// <summary>The guest's operating system as libosinfo names it, such as <c>http://debian.org/debian/12</c>; others' word.</summary>
    public string? OperatingSystemId
    {
        get => MetadataOf(LibOsInfo)?.Element(LibOsInfo + "os")?.Attribute("id")?.Value;
        set
        {
            if (value is null)
                MetadataOf(LibOsInfo)?.Remove();
            else if (MetadataOf(LibOsInfo)?.Element(LibOsInfo + "os") is { } os)
                os.SetAttributeValue("id", value);
            else
                XmlEdit.Append(XmlEdit.Make(Element, ["metadata"]), new XElement(LibOsInfo + "libosinfo", new XAttribute(XNamespace.Xmlns + "libosinfo", LibOsInfo), new XElement(LibOsInfo + "os", new XAttribute("id", value))));
        }
    }

    /// <summary>WebConsole's own: words to find it by.</summary>
    public XmlTexts Tags => Texts($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}tag");

    /// <summary>WebConsole's own: text of any length for people.</summary>
    public string? Notes
    {
        get => GetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}notes");
        set => SetWords($"metadata/{{{WebConsoleNamespace}}}machine/{{{WebConsoleNamespace}}}notes", value);
    }

    /// <summary>Whether it passes arguments to QEMU directly.</summary>
    public bool HasQemuCommandLine => Element.Element(Qemu + "commandline") is not null;
}
