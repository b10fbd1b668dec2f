namespace Libvirt;

/// <summary>
/// What a change acts on.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainModificationImpact">virDomainModificationImpact</see>.
/// </summary>
[Flags]
public enum DomainModificationImpact
{
    /// <summary>The running machine if it runs, else the definition.</summary>
    Current = 0,

    /// <summary>The running machine.</summary>
    Live = 1,

    /// <summary>The definition, for the next start.</summary>
    Config = 2,
}
