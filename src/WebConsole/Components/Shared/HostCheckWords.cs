using MudBlazor;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Components.Shared;

/// <summary>How the result of a check is shown; the texts are also localizer keys.</summary>
internal static class HostCheckWords
{
    public static string ToWord(this HostCheckStatus status) => status switch
    {
        HostCheckStatus.Ok => "fine",
        HostCheckStatus.Unknown => "unknown",
        HostCheckStatus.Attention => "attention",
        HostCheckStatus.Failed => "failed",
        _ => "not applicable",
    };

    public static string ToToken(this HostCheckStatus status) => status switch
    {
        HostCheckStatus.Ok => "ok",
        HostCheckStatus.Unknown => "unknown",
        HostCheckStatus.Attention => "attention",
        HostCheckStatus.Failed => "failed",
        _ => "none",
    };

    public static string ToIcon(this HostCheckStatus status) => status switch
    {
        HostCheckStatus.Ok => Icons.Material.Outlined.CheckCircle,
        HostCheckStatus.Unknown => Icons.Material.Outlined.HelpOutline,
        HostCheckStatus.Attention => Icons.Material.Outlined.WarningAmber,
        HostCheckStatus.Failed => Icons.Material.Outlined.ErrorOutline,
        _ => Icons.Material.Outlined.RemoveCircleOutline,
    };
}
