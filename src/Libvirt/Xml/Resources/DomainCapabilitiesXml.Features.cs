namespace Libvirt.Xml;

// Features.
public sealed partial class DomainCapabilitiesXml
{
    /// <summary>Whether a crash dump of a guest can say where its kernel lies.</summary>
    public bool? HasCoreInfo => GetYesNo("features/vmcoreinfo@supported");

    /// <summary>Whether it can have a generation ID, which tells the guest that it was copied or went back.</summary>
    public bool? HasGenerationId => GetYesNo("features/genid@supported");

    /// <summary>Whether libvirt takes the chain of a disk from the definition.</summary>
    public bool? HasBackingStoreInput => GetYesNo("features/backingStoreInput@supported");

    /// <summary>Whether it can be backed up while it runs.</summary>
    public bool? HasBackup => GetYesNo("features/backup@supported");

    /// <summary>Whether its memory can be given back after its end, in the background.</summary>
    public bool? HasAsyncTeardown => GetYesNo("features/async-teardown@supported");

    /// <summary>Whether an IBM Z host can hide its memory from the host.</summary>
    public bool? HasS390ProtectedVirtualization => GetYesNo("features/s390-pv@supported");

    /// <summary>Whether its PS/2 devices can be left out.</summary>
    public bool? HasPs2 => GetYesNo("features/ps2@supported");

    /// <summary>Whether Intel's encryption of a guest (TDX) can be used.</summary>
    public bool? HasTdx => GetYesNo("features/tdx@supported");

    /// <summary>Versions of the interrupt controller of ARM: <c>2</c>, <c>3</c>.</summary>
    public IReadOnlyList<string>? GicVersions => Choices("features/gic", "version");

    /// <summary>What it can tell Windows of being a guest, such as <c>relaxed</c>.</summary>
    public IReadOnlyList<string>? HyperVFeatures => Choices("features/hyperv", "features");

    /// <summary>How its memory can be hidden from the host, such as <c>sev</c>.</summary>
    public IReadOnlyList<string>? LaunchSecurityTypes => Choices("features/launchSecurity", "sectype");

    /// <summary>AMD's encryption of memory.</summary>
    public SevCapabilityXml? Sev => View("features/sev", e => new SevCapabilityXml(e));

    /// <summary>Intel's enclaves.</summary>
    public SgxCapabilityXml? Sgx => View("features/sgx", e => new SgxCapabilityXml(e));
}
