namespace Libvirt;

/// <summary>
/// How to open a console.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainConsoleFlags">virDomainConsoleFlags</see>.
/// </summary>
[Flags]
public enum OpenConsoleFlags
{
    /// <summary>Refused where the driver cannot make sure that nobody else has it open.</summary>
    None = 0,

    /// <summary>Throw out who has it open.</summary>
    Force = 1,

    /// <summary>Only if the driver can make sure that nobody else has it open.</summary>
    Safe = 2,
}
