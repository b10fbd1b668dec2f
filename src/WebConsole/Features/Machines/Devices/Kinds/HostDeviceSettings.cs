using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>How a machine has a device of the host: the same for new ones and those that there are.</summary>
internal static class HostDeviceSettings
{
    public static readonly string[] Fields = ["managed", "romBar"];

    /// <summary>Errors by their names in the API.</summary>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, bool isPci) => isPci ? [] :
    [
        ("managed", settings.Managed is null ? null : "Of PCI devices only."),
        ("romBar", settings.RomBar is null ? null : "Of PCI devices only."),
    ];

    public static void Apply(DeviceSettings settings, HostDeviceXml device)
    {
        device.Managed = settings.Managed ?? device.Managed;
        if (settings.RomBar is { } visible)
            device.Rom.Visible = visible;
    }
}
