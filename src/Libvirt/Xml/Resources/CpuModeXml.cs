using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A way to say which CPU a guest sees, and what comes of it on a host.</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class CpuModeXml(XElement element) : XmlView(element)
{
    /// <summary><c>host-passthrough</c>, <c>maximum</c>, <c>host-model</c>, <c>custom</c>.</summary>
    public string? Name => Get("@name");

    /// <summary>Whether it can be used.</summary>
    public bool IsSupported => Get("@supported") == "yes";

    /// <summary>Of <c>host-passthrough</c> and <c>maximum</c>, what <c>migratable</c> may be: <c>on</c>, <c>off</c>.</summary>
    public IReadOnlyList<string>? Migratable =>
        CapabilityChoices.Read(Element, "hostPassthroughMigratable") ?? CapabilityChoices.Read(Element, "maximumMigratable");

    /// <summary>Of <c>custom</c> all models, of <c>host-model</c> the one that a guest gets.</summary>
    public IReadOnlyList<CpuModelXml> Models => Views("model", e => new CpuModelXml(e));

    /// <summary>Of <c>host-model</c>, the maker that a guest sees.</summary>
    public string? Vendor => Get("vendor");

    /// <summary>Of <c>host-model</c>, how the width of physical addresses is chosen: <c>passthrough</c>, <c>emulate</c>.</summary>
    public string? PhysicalAddressMode => Get("maxphysaddr@mode");

    /// <summary>Of <c>host-model</c>, the width of physical addresses.</summary>
    public int? PhysicalAddressBits => GetInt("maxphysaddr@bits");

    /// <summary>Of <c>host-model</c>, the most bits of physical addresses.</summary>
    public int? PhysicalAddressLimit => GetInt("maxphysaddr@limit");

    /// <summary>Of <c>host-model</c>, what is added to the model and taken from it.</summary>
    public IReadOnlyList<CpuFeatureXml> Features => Views("feature", e => new CpuFeatureXml(e));

    /// <summary>Of <c>custom</c>, why models can't be used.</summary>
    public IReadOnlyList<CpuBlockersXml> Blockers => Views("blockers", e => new CpuBlockersXml(e));
}
