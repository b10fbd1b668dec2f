namespace Libvirt;

/// <summary>
/// How to ask a guest to shut down or restart. None: the driver chooses.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainShutdownFlagValues">virDomainShutdownFlagValues</see>.
/// </summary>
[Flags]
public enum DomainShutdownFlags
{
    /// <summary>The driver chooses.</summary>
    None = 0,

    /// <summary>Press the ACPI power button.</summary>
    AcpiPowerButton = 1,

    /// <summary>Ask the guest agent.</summary>
    GuestAgent = 2,

    /// <summary>Ask a container's init.</summary>
    InitControl = 4,

    /// <summary>Send a container's init a signal.</summary>
    Signal = 8,

    /// <summary>Ask through the paravirtual interface (Xen).</summary>
    ParaVirtualization = 16,
}
