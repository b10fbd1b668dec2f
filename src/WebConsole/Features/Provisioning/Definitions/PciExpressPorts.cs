using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>The ports of PCI Express that a machine's devices take, each one.</summary>
internal static class PciExpressPorts
{
    /// <summary>How many ports the devices take that libvirt puts behind one, those included that it adds by itself.</summary>
    public static int TakenBy(DomainXml domain) => domain.Devices.Count(device => TakesOne(device, domain)) + (domain.Channels.Any(channel => channel.TargetType is "virtio") ? 1 : 0);

    private static bool TakesOne(DeviceXml device, DomainXml domain) => device switch
    {
        DiskXml disk => disk.TargetBus is "virtio",
        // An old card is put on a bridge, which takes the port.
        InterfaceXml => true,
        ControllerXml controller => controller.Type is "scsi" or "usb" or "nvme" or "virtio-serial",
        InputXml input => input.Bus is "virtio",
        // The first one of a PC is part of its board.
        VideoXml => domain.Machine?.Contains("q35", StringComparison.Ordinal) != true || device.Element != domain.Devices.OfType<VideoXml>().First().Element,
        MemoryBalloonXml balloon => balloon.Model is not "none",
        RandomGeneratorXml or FileSystemXml or HostDeviceXml or VsockXml => true,
        SoundXml sound => sound.Model is not ("ich9" or "usb"),
        WatchdogXml watchdog => watchdog.Model is "i6300esb",
        _ => false,
    };
}
