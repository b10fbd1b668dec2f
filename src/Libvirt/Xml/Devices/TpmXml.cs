using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A trusted platform module.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#tpm-device"/>
public sealed class TpmXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>tpm-crb</c>, <c>tpm-tis</c>, <c>tpm-spapr</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>The backend: <c>emulator</c> (swtpm), <c>passthrough</c> (the host's), <c>external</c>.</summary>
    public string? BackendType { get => Get("backend@type"); set => Set("backend@type", value); }

    /// <summary>The version emulated: <c>1.2</c> or <c>2.0</c>.</summary>
    public string? Version { get => Get("backend@version"); set => Set("backend@version", value); }

    /// <summary>Whether its state outlives the domain's definition.</summary>
    public bool? PersistentState { get => GetYesNo("backend@persistent_state"); set => SetYesNo("backend@persistent_state", value); }

    /// <summary>Whether its state is encrypted.</summary>
    public bool Encrypted => Has("backend/encryption");

    /// <summary>The host's device, of type <c>passthrough</c>.</summary>
    public string? DevicePath { get => Get("backend/device@path"); set => Set("backend/device@path", value); }

    /// <summary>The secret that its state is encrypted with.</summary>
    public Guid? EncryptionSecret { get => GetUuid("backend/encryption@secret"); set => SetUuid("backend/encryption@secret", value); }

    /// <summary>How an emulator of one's own is reached, of type <c>external</c>: <c>unix</c>.</summary>
    public string? SourceType { get => Get("backend/source@type"); set => Set("backend/source@type", value); }

    /// <summary>Its socket.</summary>
    public string? SourcePath { get => Get("backend/source@path"); set => Set("backend/source@path", value); }

    /// <summary>The side that QEMU has: <c>connect</c>.</summary>
    public string? SourceMode { get => Get("backend/source@mode"); set => Set("backend/source@mode", value); }

    /// <summary>Whether measurements are kept as SHA-1; if none is asked for, the emulator chooses.</summary>
    public bool PcrBankSha1 { get => Has("backend/active_pcr_banks/sha1"); set => SetHas("backend/active_pcr_banks/sha1", value); }

    /// <summary>Whether measurements are kept as SHA-256.</summary>
    public bool PcrBankSha256 { get => Has("backend/active_pcr_banks/sha256"); set => SetHas("backend/active_pcr_banks/sha256", value); }

    /// <summary>Whether measurements are kept as SHA-384.</summary>
    public bool PcrBankSha384 { get => Has("backend/active_pcr_banks/sha384"); set => SetHas("backend/active_pcr_banks/sha384", value); }

    /// <summary>Whether measurements are kept as SHA-512.</summary>
    public bool PcrBankSha512 { get => Has("backend/active_pcr_banks/sha512"); set => SetHas("backend/active_pcr_banks/sha512", value); }
}
