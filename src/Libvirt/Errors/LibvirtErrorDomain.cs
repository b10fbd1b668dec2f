namespace Libvirt;

/// <summary>
/// Which part of libvirt reports an error. The numbers are libvirt's; a newer libvirt may send others.
/// See <see href="https://libvirt.org/html/libvirt-virterror.html#virErrorDomain">virErrorDomain</see>.
/// </summary>
public enum LibvirtErrorDomain
{
    /// <summary>No part in particular.</summary>
    None = 0,

    /// <summary>XML handling.</summary>
    Xml = 5,

    /// <summary>Domain objects.</summary>
    Domain = 6,

    /// <summary>The remote protocol.</summary>
    Rpc = 7,

    /// <summary>Configuration files.</summary>
    Configuration = 9,

    /// <summary>The QEMU driver.</summary>
    Qemu = 10,

    /// <summary>Network objects.</summary>
    Network = 11,

    /// <summary>The test driver.</summary>
    Test = 12,

    /// <summary>The remote driver.</summary>
    Remote = 13,

    /// <summary>Statistics of the Linux host.</summary>
    LinuxStatistics = 16,

    /// <summary>The LXC driver.</summary>
    Lxc = 17,

    /// <summary>The storage driver.</summary>
    Storage = 18,

    /// <summary>The network driver.</summary>
    NetworkDriver = 19,

    /// <summary>Domain XML.</summary>
    DomainConfiguration = 20,

    /// <summary>Node devices.</summary>
    NodeDevice = 22,

    /// <summary>The security drivers.</summary>
    Security = 24,

    /// <summary>The VirtualBox driver.</summary>
    VirtualBox = 25,

    /// <summary>Host interfaces.</summary>
    Interface = 26,

    /// <summary>The ESX driver.</summary>
    Esx = 28,

    /// <summary>Secrets.</summary>
    Secret = 30,

    /// <summary>CPU models.</summary>
    Cpu = 31,

    /// <summary>Network filters.</summary>
    NetworkFilter = 33,

    /// <summary>Hook scripts.</summary>
    Hook = 34,

    /// <summary>Snapshots.</summary>
    DomainSnapshot = 35,

    /// <summary>The audit system.</summary>
    Audit = 36,

    /// <summary>SMBIOS information.</summary>
    Sysinfo = 37,

    /// <summary>Streams.</summary>
    Streams = 38,

    /// <summary>The VMware driver.</summary>
    VMware = 39,

    /// <summary>The event loop.</summary>
    Event = 40,

    /// <summary>The Xen driver.</summary>
    LibXl = 41,

    /// <summary>The lock manager.</summary>
    Locking = 42,

    /// <summary>The Hyper-V driver.</summary>
    HyperV = 43,

    /// <summary>Capabilities.</summary>
    Capabilities = 44,

    /// <summary>URIs.</summary>
    Uri = 45,

    /// <summary>Authentication.</summary>
    Authentication = 46,

    /// <summary>D-Bus.</summary>
    DBus = 47,

    /// <summary>The Virtuozzo driver.</summary>
    Parallels = 48,

    /// <summary>Device addresses.</summary>
    Device = 49,

    /// <summary>The libssh2 transport.</summary>
    Ssh = 50,

    /// <summary>Lock spaces.</summary>
    LockSpace = 51,

    /// <summary>Talk with a container's init.</summary>
    InitControl = 52,

    /// <summary>Identities of callers.</summary>
    Identity = 53,

    /// <summary>Control groups.</summary>
    CGroup = 54,

    /// <summary>Access control.</summary>
    Access = 55,

    /// <summary>systemd.</summary>
    Systemd = 56,

    /// <summary>The bhyve driver.</summary>
    Bhyve = 57,

    /// <summary>Cryptography.</summary>
    Crypto = 58,

    /// <summary>Firewall rules.</summary>
    Firewall = 59,

    /// <summary>polkit.</summary>
    Polkit = 60,

    /// <summary>Threads.</summary>
    Thread = 61,

    /// <summary>The administration interface.</summary>
    Admin = 62,

    /// <summary>The log daemon.</summary>
    Logging = 63,

    /// <summary>Xen's xl configuration.</summary>
    XenXl = 64,

    /// <summary>Performance events.</summary>
    Perf = 65,

    /// <summary>The libssh transport.</summary>
    LibSsh = 66,

    /// <summary>Resource control of CPU caches.</summary>
    ResourceControl = 67,

    /// <summary>firewalld.</summary>
    FirewallD = 68,

    /// <summary>Checkpoints.</summary>
    DomainCheckpoint = 69,

    /// <summary>Trusted platform modules.</summary>
    Tpm = 70,

    /// <summary>BPF.</summary>
    Bpf = 71,

    /// <summary>The Cloud Hypervisor driver.</summary>
    CloudHypervisor = 72,
}
