using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Definitions;

// Ports, screen, sound, and what else is not a disk or a network card.
internal sealed partial class MachineDefinition
{
    /// <summary>Free ports for devices that are plugged in while it runs, on PCI Express.</summary>
    private const int SparePorts = 10;

    private void WriteDevices()
    {
        if (plan.Kind.Xen is { } xen)
        {
            WriteXenDevices(xen);
            return;
        }
        // libvirt's own choice on a PC is a controller for which few systems have a driver.
        if (_domain.Disks.Any(disk => disk.TargetBus is "scsi"))
            Add(new ControllerXml(new XElement("controller")) { Type = "scsi", Model = "virtio-scsi" });
        if (IsPciExpress)
            Add(new ControllerXml(new XElement("controller")) { Type = "usb", Model = "qemu-xhci", Ports = 15 });
        if (plan.HasSerial)
            WriteSerial();
        if (!plan.Kind.IsQemu)
            return;
        var agent = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("channel")));
        (agent.Type, agent.TargetType, agent.TargetName) = ("unix", "virtio", "org.qemu.guest_agent.0");
        if (Defaults.TabletBus is { } bus)
            Add(new InputXml(new XElement("input")) { Type = "tablet", Bus = bus });
        if (plan.TpmModel is { } model)
            Add(new TpmXml(new XElement("tpm")) { Model = model, BackendType = "emulator", Version = "2.0" });
        WriteScreen();
        if (plan.SoundModel is { } sound)
            Add(new SoundXml(new XElement("sound")) { Model = sound });
        if (plan.WatchdogModel is { } watchdog)
            Add(new WatchdogXml(new XElement("watchdog")) { Model = watchdog, Action = plan.Asked.Devices?.WatchdogAction ?? "reset" });
        Add(new MemoryBalloonXml(new XElement("memballoon")) { Model = "virtio" });
        if (plan.RngModel is { } rng)
            Add(new RandomGeneratorXml(new XElement("rng")) { Model = rng, BackendModel = "random", BackendPath = "/dev/urandom" });
    }

    private void WriteSerial()
    {
        ((CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("serial")))).Type = "pty";
        var console = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("console")));
        (console.Type, console.TargetType) = ("pty", "serial");
    }

    private void WriteScreen()
    {
        if (plan.Graphics is { } graphics)
            Add(new GraphicsXml(new XElement("graphics")) { Type = graphics, Port = -1, AutoPort = true });
        if (plan.Graphics is "spice")
        {
            // Clipboard and screen size go through it.
            var agent = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("channel")));
            (agent.Type, agent.TargetType, agent.TargetName) = ("spicevmc", "virtio", "com.redhat.spice.0");
        }
        if (plan.VideoModel is { } video)
            Add(new VideoXml(new XElement("video")) { Model = video });
    }

    /// <summary>libvirt adds ports only for what is there; a device that is plugged in later needs a free one.</summary>
    private void WritePorts()
    {
        var ports = PciExpressPorts.TakenBy(_domain) + SparePorts;
        Add(new ControllerXml(new XElement("controller")) { Type = "pci", Model = "pcie-root" });
        for (var port = 0; port < ports; port++)
            Add(new ControllerXml(new XElement("controller")) { Type = "pci", Model = "pcie-root-port" });
    }
}
