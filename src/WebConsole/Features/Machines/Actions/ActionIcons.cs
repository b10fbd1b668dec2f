using MudBlazor;

namespace WebConsole.Features.Machines.Actions;

/// <summary>The sign of each action.</summary>
internal static class ActionIcons
{
    public static string Of(string action) => action switch
    {
        "start" or "resume" or "wake-up" => Icons.Material.Outlined.PlayArrow,
        "shutdown" => Icons.Material.Outlined.PowerSettingsNew,
        "reboot" => Icons.Material.Outlined.RestartAlt,
        "pause" => Icons.Material.Outlined.Pause,
        "save" => Icons.Material.Outlined.Save,
        "discard-save" => Icons.Material.Outlined.DeleteSweep,
        "inject-nmi" => Icons.Material.Outlined.ElectricBolt,
        "reset" => Icons.Material.Outlined.Replay,
        "force-off" => Icons.Material.Outlined.PowerOff,
        _ => Icons.Material.Outlined.MoreHoriz,
    };
}
