using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace WebConsole.Components.Shared;

/// <summary>The pictures that a machine can have. Their names stand in its metadata, and everything else that stands there is ignored.</summary>
public static class MachineIcons
{
    /// <summary>Of machines without one.</summary>
    public const string Default = Icons.Material.Outlined.DesktopWindows;

    /// <summary>Each with its name in metadata and API, its word, which is also a localizer's key, and its drawing.</summary>
    public static readonly ImmutableArray<(string Name, string Word, string Icon)> All =
    [
        ("web", "Web", Icons.Material.Outlined.Language),
        ("database", "Database", Icons.Material.Outlined.Storage),
        ("mail", "Mail", Icons.Material.Outlined.Mail),
        ("files", "Files", Icons.Material.Outlined.Folder),
        ("backup", "Backup", Icons.Material.Outlined.Backup),
        ("desktop", "Desktop", Icons.Material.Outlined.DesktopWindows),
        ("windows", "Windows", Icons.Material.Outlined.Window),
        ("terminal", "Terminal", Icons.Material.Outlined.Terminal),
        ("code", "Development", Icons.Material.Outlined.Code),
        ("build", "Builds", Icons.Material.Outlined.Build),
        ("test", "Tests", Icons.Material.Outlined.Science),
        ("server", "Server", Icons.Material.Outlined.Dns),
        ("network", "Network", Icons.Material.Outlined.Lan),
        ("router", "Router", Icons.Material.Outlined.Router),
        ("firewall", "Firewall", Icons.Material.Outlined.Security),
        ("vpn", "VPN", Icons.Material.Outlined.VpnKey),
        ("users", "Directory of users", Icons.Material.Outlined.People),
        ("cloud", "Cloud", Icons.Material.Outlined.Cloud),
        ("monitoring", "Monitoring", Icons.Material.Outlined.MonitorHeart),
        ("logs", "Logs", Icons.Material.Outlined.Article),
        ("chat", "Chat", Icons.Material.Outlined.Chat),
        ("phone", "Telephony", Icons.Material.Outlined.Phone),
        ("media", "Media", Icons.Material.Outlined.Movie),
        ("game", "Games", Icons.Material.Outlined.SportsEsports),
        ("print", "Printing", Icons.Material.Outlined.Print),
        ("home", "Home", Icons.Material.Outlined.Home),
    ];

    // The same markup in all rows of a table.
    private static readonly ImmutableDictionary<string, (string Icon, MarkupString Markup)> ByName = All.ToImmutableDictionary(icon => icon.Name, icon =>
        (icon.Icon, new MarkupString($"<svg class=\"wc-machine-icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\" data-icon=\"{icon.Name}\">{icon.Icon}</svg>")));

    /// <summary>The names, for the API.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(icon => icon.Name)];

    /// <summary>The drawing of a name; of an unknown one that of machines without.</summary>
    public static string Of(string? name) => name is not null && ByName.TryGetValue(name, out var known) ? known.Icon : Default;

    /// <summary>The picture before a machine's name; nothing for an unknown one.</summary>
    public static MarkupString Draw(string? name) => name is not null && ByName.TryGetValue(name, out var known) ? known.Markup : default;
}
