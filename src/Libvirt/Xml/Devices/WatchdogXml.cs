using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A watchdog: does something when the guest no longer feeds it.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#watchdog-devices"/>
public sealed class WatchdogXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>i6300esb</c>, <c>itco</c>, <c>ib700</c>, <c>diag288</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>What it does: <c>reset</c>, <c>shutdown</c>, <c>poweroff</c>, <c>pause</c>, <c>none</c>, <c>dump</c>, <c>inject-nmi</c>.</summary>
    public string? Action { get => Get("@action"); set => Set("@action", value); }
}
