using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// What a domain of one architecture, machine type and domain type can have on a host. A list of choices is null where
/// libvirt does not say, which means neither yes nor no, and empty where it says that there are none.
/// </summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed partial class DomainCapabilitiesXml(XElement element) : XmlView(element)
{
    private const string RootName = "domainCapabilities";

    /// <summary>Reads a <c>domainCapabilities</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no such document.</exception>
    public static DomainCapabilitiesXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out DomainCapabilitiesXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new DomainCapabilitiesXml(root) : null;
        return view is not null;
    }

    /// <summary>The path of the emulator.</summary>
    public string? Emulator => Get("path");

    /// <summary>The domain type: <c>kvm</c>, <c>qemu</c>, …</summary>
    public string? DomainType => Get("domain");

    /// <summary>The machine type in full, such as <c>pc-q35-7.2</c>.</summary>
    public string? Machine => Get("machine");

    /// <summary>The architecture, such as <c>x86_64</c>.</summary>
    public string? Arch => Get("arch");

    /// <summary>The most vCPUs that it can have.</summary>
    public int? MaxVirtualCpus => GetInt("vcpu@max");

    /// <summary>Whether it can have I/O threads.</summary>
    public bool? HasIoThreads => GetYesNo("iothreads@supported");

    /// <summary>Kinds of firmware that libvirt finds files for by itself: <c>bios</c>, <c>efi</c>.</summary>
    public IReadOnlyList<string>? Firmwares => Choices("os", "firmware");

    /// <summary>Whether there is firmware with secure boot: <c>yes</c>, and without: <c>no</c>.</summary>
    public IReadOnlyList<string>? FirmwareSecureBoot => Choices("os/firmwareFeatures", "secureBoot");

    /// <summary>Whether there is firmware that comes with keys for secure boot: <c>yes</c>, and without: <c>no</c>.</summary>
    public IReadOnlyList<string>? FirmwareEnrolledKeys => Choices("os/firmwareFeatures", "enrolledKeys");

    /// <summary>Kinds of firmware loader: <c>rom</c>, <c>pflash</c>.</summary>
    public IReadOnlyList<string>? LoaderTypes => Choices("os/loader", "type");

    /// <summary>Whether a loader may be read-only: <c>yes</c>, <c>no</c>.</summary>
    public IReadOnlyList<string>? LoaderReadOnly => Choices("os/loader", "readonly");

    /// <summary>Whether a loader may be secure: <c>yes</c> only if there is firmware for secure boot, <c>no</c>.</summary>
    public IReadOnlyList<string>? LoaderSecure => Choices("os/loader", "secure");

    /// <summary>The paths of UEFI firmware on the host.</summary>
    public IReadOnlyList<string> LoaderPaths => Texts("os/loader/value");

    /// <summary>The CPU modes: <c>host-passthrough</c>, <c>maximum</c>, <c>host-model</c>, <c>custom</c>.</summary>
    public IReadOnlyList<CpuModeXml> CpuModes => Views("cpu/mode", e => new CpuModeXml(e));

    /// <summary>Sources of its memory: <c>file</c>, <c>anonymous</c>, <c>memfd</c>.</summary>
    public IReadOnlyList<string>? MemorySources => Choices("memoryBacking", "sourceType");

    private IReadOnlyList<string>? Choices(XmlPath path, string name) => CapabilityChoices.Read(path.Find(Element), name);
}
