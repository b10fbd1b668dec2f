namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>Ciphers whose keys may be wrapped for the guest, on s390; what is missing is on.</summary>
    public XmlList<KeyWrapCipherXml> KeyWrapCiphers => Views("keywrap/cipher", e => new KeyWrapCipherXml(e));

    /// <summary>How memory is protected from the host: <c>sev</c>, <c>sev-snp</c>, <c>tdx</c>, <c>s390-pv</c>.</summary>
    public string? LaunchSecurity { get => Get("launchSecurity@type"); set => Set("launchSecurity@type", value); }

    /// <summary>What the guest's owner permits the host, in bits, such as <c>0x0003</c>.</summary>
    public string? LaunchSecurityPolicy { get => Get("launchSecurity/policy"); set => Set("launchSecurity/policy", value); }

    /// <summary>Whether kernel, initial RAM disk and command line are measured too; null for no.</summary>
    public bool? LaunchSecurityKernelHashes { get => GetYesNo("launchSecurity@kernelHashes"); set => SetYesNo("launchSecurity@kernelHashes", value); }

    /// <summary>The bit of an address that marks encrypted memory; null for the host's own.</summary>
    public int? LaunchSecurityCBit { get => GetInt("launchSecurity/cbitpos"); set => SetNumber("launchSecurity/cbitpos", value); }

    /// <summary>How many bits of an address the protection takes; null for the host's own.</summary>
    public int? LaunchSecurityReducedBits { get => GetInt("launchSecurity/reducedPhysBits"); set => SetNumber("launchSecurity/reducedPhysBits", value); }

    /// <summary>The firmware's handle of the guest; null in general.</summary>
    public int? LaunchSecurityHandle { get => GetInt("launchSecurity/handle"); set => SetNumber("launchSecurity/handle", value); }

    /// <summary>The owner's Diffie-Hellman key, in Base64; null where none is used.</summary>
    public string? LaunchSecurityCertificate { get => Get("launchSecurity/dhCert"); set => Set("launchSecurity/dhCert", value); }

    /// <summary>The owner's session blob, in Base64; null where none is used.</summary>
    public string? LaunchSecuritySession { get => Get("launchSecurity/session"); set => Set("launchSecurity/session", value); }
}
