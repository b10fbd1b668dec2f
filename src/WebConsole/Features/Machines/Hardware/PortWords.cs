using Libvirt.Xml;

using WebConsole.Components.Shared;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>Serial and parallel ports, text consoles and channels.</summary>
internal static class PortWords
{
    public static HardwareItem Describe(CharacterDeviceXml device)
    {
        var isChannel = device.Kind == "channel";
        return new HardwareItem(
            isChannel ? HardwareKind.Channel : HardwareKind.Port,
            isChannel ? Channel(device.TargetName) : Port(device),
            Words.List(
                Words.When(device.TargetState == "connected", "in use by the guest"),
                Words.When(device.TargetState == "disconnected", "not in use by the guest"),
                isChannel && device.TargetType == "virtio" ? null : Words.Name(device.TargetType),
                HostSide(device),
                Words.With("recorded in ", device.LogFile)));
    }

    private static string Channel(string? name) => name switch
    {
        "org.qemu.guest_agent.0" => "Channel of the guest agent",
        "com.redhat.spice.0" => "Channel of the SPICE agent",
        _ => "Channel" + Words.With(" ", name),
    };

    private static string Port(CharacterDeviceXml device) => device.Kind switch
    {
        "serial" => "Serial port",
        "parallel" => "Parallel port",
        _ => "Text console",
    } + Words.With(" ", device.TargetPort);

    private static string? HostSide(CharacterDeviceXml device) => device.Type switch
    {
        "pty" => "terminal" + Words.With(" ", device.Source.Path),
        "unix" => "socket" + Words.With(" ", device.Source.Path),
        "tcp" or "udp" => $"{device.Type.ToUpperInvariant()}{Words.With(" ", device.Source.Host)}{Words.With(" port ", device.Source.Service)}",
        "file" => "into the file " + Words.Name(device.Source.Path),
        "dev" => "the host's port " + Words.Name(device.Source.Path),
        "spicevmc" or "spiceport" => "through SPICE",
        "null" => "connected to nothing",
        _ => Words.Name(device.Type),
    };
}
