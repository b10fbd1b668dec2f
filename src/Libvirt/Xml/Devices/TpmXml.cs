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
}
