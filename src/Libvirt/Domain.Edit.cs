using Libvirt.Native;

namespace Libvirt;

// Changing parts of a domain, where it runs, where it is defined, or both.
public sealed partial class Domain
{
    /// <summary>Writes a title, a description or metadata. It does not affect a running guest.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetMetadata">virDomainSetMetadata</see>.</summary>
    /// <param name="type">Which part.</param>
    /// <param name="value">The text; of <see cref="DomainMetadataType.Element"/>, an element without a namespace. Null removes it.</param>
    /// <param name="impact">Where.</param>
    /// <param name="prefix">Of an element: the prefix of its namespace.</param>
    /// <param name="ns">Of an element: its namespace, under which each program has one.</param>
    /// <exception cref="LibvirtException">The value is refused, or the impact does not fit the state.</exception>
    public void SetMetadata(DomainMetadataType type, string? value, DomainModificationImpact impact, string? prefix = null, string? ns = null)
    {
        var text = value is null ? null : NativeText.Checked(type is DomainMetadataType.Element ? value : NativeText.Escape(value));
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetMetadata(_handle, (int)type, text, prefix, ns, (uint)impact));
    }

    /// <summary>Reads a title, a description or metadata.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetMetadata">virDomainGetMetadata</see>.</summary>
    /// <param name="type">Which part.</param>
    /// <param name="impact">Of which: the running domain or the definition.</param>
    /// <param name="ns">Of an element: its namespace.</param>
    /// <returns>The text, or the element without its namespace; null where there is none.</returns>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public string? GetMetadata(DomainMetadataType type, DomainModificationImpact impact = default, string? ns = null)
    {
        try
        {
            var text = NativeCheck.Text(() => NativeMethods.virDomainGetMetadata(_handle, (int)type, ns, (uint)impact));
            return type is DomainMetadataType.Element ? text : NativeText.Literal(text);
        }
        catch (LibvirtException failure) when (failure.Code == LibvirtErrorCode.NoDomainMetadata)
        {
            return null;
        }
    }

    /// <summary>Plugs a device in.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAttachDeviceFlags">virDomainAttachDeviceFlags</see>.</summary>
    /// <param name="xml">The device. Host paths in it act with the daemon's rights.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">The hypervisor cannot take it, or the impact does not fit the state.</exception>
    public void AttachDevice(string xml, DomainModificationImpact impact) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainAttachDeviceFlags(_handle, NativeText.Checked(xml), (uint)impact));

    /// <summary>
    /// Unplugs a device. A running guest is asked to release it. An event reports the removal, which may never happen.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDetachDeviceFlags">virDomainDetachDeviceFlags</see>.
    /// </summary>
    /// <param name="xml">The device, as it is described.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">There is no such device, it cannot be unplugged, or the impact does not fit the state.</exception>
    public void DetachDevice(string xml, DomainModificationImpact impact) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainDetachDeviceFlags(_handle, NativeText.Checked(xml), (uint)impact));

    /// <summary>As <see cref="DetachDevice"/>, by the device's alias; returns when the guest was asked.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDetachDeviceAlias">virDomainDetachDeviceAlias</see>.</summary>
    /// <param name="alias">The device's alias.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">There is no such device, it cannot be unplugged, or the impact does not fit the state.</exception>
    public void DetachDeviceAlias(string alias, DomainModificationImpact impact) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainDetachDeviceAlias(_handle, NativeText.Checked(alias), (uint)impact));

    /// <summary>
    /// Changes a device without unplugging it: the medium in a drive, the network of a card, the password of a display.
    /// libvirt 9.0 reports success for some updates that do nothing.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUpdateDeviceFlags">virDomainUpdateDeviceFlags</see>.
    /// </summary>
    /// <param name="xml">The complete new definition of the device.</param>
    /// <param name="impact">Where.</param>
    /// <param name="force">Ejects the medium even if the guest has locked it.</param>
    /// <exception cref="LibvirtException">What differs cannot be changed, or the impact does not fit the state.</exception>
    public void UpdateDevice(string xml, DomainModificationImpact impact, bool force = false)
    {
        const uint Force = 4;
        NativeCheck.NotNegative(() => NativeMethods.virDomainUpdateDeviceFlags(_handle, NativeText.Checked(xml), (uint)impact | (force ? Force : 0)));
    }
}
