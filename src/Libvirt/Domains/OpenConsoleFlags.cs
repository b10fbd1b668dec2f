namespace Libvirt;

/// <summary>
/// How to open a console.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainConsoleFlags">virDomainConsoleFlags</see>.
/// </summary>
[Flags]
public enum OpenConsoleFlags
{
    /// <summary>Refused if the driver cannot ensure that no other client has it open.</summary>
    None = 0,

    /// <summary>Disconnect the client that has it open.</summary>
    Force = 1,

    /// <summary>Only if the driver can ensure that no other client has it open.</summary>
    Safe = 2,
}
