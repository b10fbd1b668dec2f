using System.Text.RegularExpressions;

namespace WebConsole.Storage.Kinds;

/// <summary>Reads libvirt's errors of pools.</summary>
internal static partial class PoolAdvice
{
    /// <summary>What is wrong with the password, or missing on the host, where an error of libvirt means that something is; or <c>null</c>.</summary>
    public static string? For(string message, PoolKind? kind) =>
        kind?.Auth is not null && Refused().IsMatch(message) ? "The server refused the user or the password. Give the pool the right ones."
        : kind?.Type is "rbd" && message.Contains("RADOS monitor", StringComparison.Ordinal) ? "libvirt does not say why: see whether the monitors answer, and whether the user and the key are right."
        : kind?.Type is "dir" && message.Contains("cannot open directory", StringComparison.Ordinal) && message.EndsWith("No such file or directory", StringComparison.Ordinal) ? "Its directory is gone. Bring it back, or have Build make it anew, empty."
        : (message.Contains("missing backend", StringComparison.Ordinal) ? kind?.DriverPackage ?? kind?.ToolPackages : kind?.ToolPackages ?? kind?.DriverPackage) is { } packages && MissingTool().IsMatch(message) ? $"The host may lack what such a pool needs: {packages}." : null;

    // iscsiadm and libiscsi.
    [GeneratedRegex(@"authori[sz]ation failure|authentication failure", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();

    [GeneratedRegex(@"cannot find|not found in path|failed to find|no such file or directory.*(?:/s?bin/|mount)|need a /sbin/mount|bad option; for several filesystems|missing backend|unknown filesystem type|command not found|exit status 12[67]\b|failed to execute", RegexOptions.IgnoreCase)]
    private static partial Regex MissingTool();
}
