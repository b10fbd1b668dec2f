using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What a host can do with AMD's encryption of a guest's memory (SEV).</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class SevCapabilityXml(XElement element) : XmlView(element)
{
    /// <summary>Whether guests can have it.</summary>
    public bool IsSupported => Get("@supported") == "yes";

    /// <summary>The bit of an address that says that a page is encrypted.</summary>
    public int? CBitPosition => GetInt("cbitpos");

    /// <summary>How many bits of addresses are lost by it.</summary>
    public int? ReducedPhysicalBits => GetInt("reducedPhysBits");

    /// <summary>How many guests can have it at a time.</summary>
    public int? MaxGuests => GetInt("maxGuests");

    /// <summary>How many guests can have it with encrypted registers (SEV-ES).</summary>
    public int? MaxEncryptedStateGuests => GetInt("maxESGuests");

    /// <summary>The identity of the first processor, in Base64.</summary>
    public string? ProcessorId => Get("cpu0Id");
}
