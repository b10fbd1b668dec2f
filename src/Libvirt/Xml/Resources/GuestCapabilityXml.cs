using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A kind of guest that a host can run.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class GuestCapabilityXml(XElement element) : XmlView(element)
{
    /// <summary>How it is run: <c>hvm</c>, <c>exe</c>, <c>xen</c>.</summary>
    public string? OsType => Get("os_type");

    /// <summary>Its architecture.</summary>
    public string? Arch => Get("arch@name");

    /// <summary>The width of its addresses in bits.</summary>
    public int? WordSize => GetInt("arch/wordsize");

    /// <summary>The program that runs it.</summary>
    public string? Emulator => Get("arch/emulator");

    /// <summary>What can run it: <c>kvm</c>, <c>qemu</c>, <c>lxc</c>, …</summary>
    public IReadOnlyList<string> DomainTypes => Texts("arch/domain@type");

    /// <summary>Machine types.</summary>
    public IReadOnlyList<MachineTypeXml> Machines => Views("arch/machine", e => new MachineTypeXml(e));
}
