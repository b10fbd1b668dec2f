using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hardware;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The controller of SCSI disks. libvirt's own choice on a PC is one for which few systems have a driver.</summary>
internal static class ScsiController
{
    /// <summary>Whether a disk on a bus needs one that the machine does not have. Xen brings its own.</summary>
    public static bool IsMissing(DomainXml domain, string bus) => bus is "scsi" && GuestKind.Of(domain).Xen is null && !domain.Devices.OfType<ControllerXml>().Any(controller => controller.Type is "scsi");

    public static ControllerXml Make() => new(new XElement("controller")) { Type = "scsi", Index = 0, Model = "virtio-scsi" };
}
