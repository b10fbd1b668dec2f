using System.Globalization;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.HostCheck;
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

    /// <summary>Its user and group: <c>user 64055 (libvirt-qemu), group 108 (kvm)</c>.</summary>
    /// <param name="access">Who may open the volume.</param>
    /// <param name="names">Their names; <c>null</c> on another host, where the same numbers may be others'.</param>
    public static string? Owner(VolumeAccess? access, HostAccounts? names) => Words.List(
        access?.Owner is { } owner ? Numbered("user", owner, names is null ? null : names.UserName) : null,
        access?.Group is { } group ? Numbered("group", group, names is null ? null : names.GroupName) : null);

    private static string Numbered(string what, int id, Func<uint, string>? nameOf)
    {
        var number = unchecked((uint)id).ToString(CultureInfo.InvariantCulture);
        return nameOf?.Invoke(unchecked((uint)id)) is { } name && name != number ? $"{what} {number} ({name})" : $"{what} {number}";
    }
}
