using MudBlazor;

namespace WebConsole.Features.Machines.Hardware;

internal static class HardwareIcons
{
    public static string Of(HardwareKind kind) => kind switch
    {
        HardwareKind.Processor => Icons.Material.Outlined.Memory,
        HardwareKind.Memory => Icons.Material.Outlined.Straighten,
        HardwareKind.Firmware => Icons.Material.Outlined.DeveloperBoard,
        HardwareKind.Disk => Icons.Material.Outlined.Storage,
        HardwareKind.Drive => Icons.Material.Outlined.Album,
        HardwareKind.NetworkCard => Icons.Material.Outlined.Lan,
        HardwareKind.Display or HardwareKind.Video => Icons.Material.Outlined.Monitor,
        HardwareKind.Sound => Icons.Material.Outlined.VolumeUp,
        HardwareKind.Port or HardwareKind.Channel => Icons.Material.Outlined.Terminal,
        HardwareKind.Input => Icons.Material.Outlined.Keyboard,
        HardwareKind.HostDevice => Icons.Material.Outlined.Extension,
        HardwareKind.FileSystem => Icons.Material.Outlined.FolderShared,
        HardwareKind.Security => Icons.Material.Outlined.Lock,
        HardwareKind.Random => Icons.Material.Outlined.Casino,
        HardwareKind.Watchdog => Icons.Material.Outlined.Timer,
        _ => Icons.Material.Outlined.SettingsInputComponent,
    };
}
