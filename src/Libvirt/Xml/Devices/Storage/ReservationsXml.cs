namespace Libvirt.Xml;

/// <summary>Who makes SCSI reservations for the guest: a helper process, since QEMU may not.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class ReservationsXml : XmlView
{
    internal ReservationsXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether libvirt starts the helper.</summary>
    public bool? Managed { get => GetYesNo("@managed"); set => SetYesNo("@managed", value); }

    /// <summary>How a helper of one's own is reached: <c>unix</c>.</summary>
    public string? SourceType { get => Get("source@type"); set => Set("source@type", value); }

    /// <summary>Its socket.</summary>
    public string? SourcePath { get => Get("source@path"); set => Set("source@path", value); }

    /// <summary>The side that QEMU has: <c>client</c>.</summary>
    public string? SourceMode { get => Get("source@mode"); set => Set("source@mode", value); }

    /// <summary>What happens when the connection to it breaks.</summary>
    public ReconnectXml Reconnect => new(this, "source/reconnect");
}
