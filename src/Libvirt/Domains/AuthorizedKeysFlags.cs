namespace Libvirt;

/// <summary>How the SSH keys of a guest's user change.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAuthorizedSSHKeysSetFlags">virDomainAuthorizedSSHKeysSetFlags</see>.</summary>
[Flags]
public enum AuthorizedKeysFlags
{
    /// <summary>They replace all that are there.</summary>
    None = 0,

    /// <summary>They are added to those that are there.</summary>
    Append = 1,

    /// <summary>They are taken away.</summary>
    Remove = 2,
}
