namespace Libvirt;

/// <summary>
/// How to start a domain.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainCreateFlags">virDomainCreateFlags</see>.
/// </summary>
[Flags]
public enum DomainCreateFlags
{
    /// <summary>Running, from a managed save where there is one.</summary>
    None = 0,

    /// <summary>Paused before its first instruction.</summary>
    Paused = 1,

    /// <summary>Force it off when this connection closes.</summary>
    AutoDestroy = 2,

    /// <summary>Read a managed save past the host's file cache.</summary>
    BypassCache = 4,

    /// <summary>Boot, and delete a managed save.</summary>
    ForceBoot = 8,

    /// <summary>Refuse XML that does not follow the schema.</summary>
    Validate = 16,

    /// <summary>Start with fresh UEFI variables.</summary>
    ResetNvram = 32,
}
