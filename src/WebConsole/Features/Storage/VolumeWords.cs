using System.Globalization;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage;

internal static class VolumeWords
{
    /// <summary>A file's mode as <c>ls</c> writes it, and as libvirt does: <c>rw-r----- (0640)</c>.</summary>
    public static string? Permissions(VolumeAccess? access)
    {
        if (access?.Mode is not { } mode)
            return null;
        // libvirt writes four octal digits; nothing here relies on it.
        if (mode.Length is 0 or > 4 || mode.Any(digit => digit is < '0' or > '7'))
            return mode;
        var bits = Convert.ToInt32(mode, 8);
        var letters = string.Concat(Enumerable.Range(0, 9).Select(place => (bits >> (8 - place) & 1) == 0 ? '-' : "rwx"[place % 3]));
        return $"{letters} ({mode})";
    }

    public static string? Owner(VolumeAccess? access) => Words.List(
        access?.Owner is { } owner ? string.Create(CultureInfo.InvariantCulture, $"user {owner}") : null,
        access?.Group is { } group ? string.Create(CultureInfo.InvariantCulture, $"group {group}") : null);
}
