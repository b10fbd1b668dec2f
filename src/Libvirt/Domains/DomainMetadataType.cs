namespace Libvirt;

/// <summary>
/// A part of a definition that is for people and programs, not for the guest.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainMetadataType">virDomainMetadataType</see>.
/// </summary>
public enum DomainMetadataType
{
    /// <summary>Free text for people.</summary>
    Description = 0,

    /// <summary>A short line for people.</summary>
    Title = 1,

    /// <summary>What a program keeps under its own namespace.</summary>
    Element = 2,
}
