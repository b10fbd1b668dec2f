using System.Text.RegularExpressions;

namespace WebConsole.Features.Storage.Kinds;

/// <summary>Reads libvirt's errors of pools.</summary>
internal static partial class PoolAdvice
{
    /// <summary>What may be missing on the host, where an error of libvirt means that something is; or <c>null</c>.</summary>
    public static string? For(string message, PoolKind? kind) =>
        (kind?.ToolPackages ?? kind?.DriverPackage) is { } packages && MissingTool().IsMatch(message) ? $"The host may lack what such a pool needs: {packages}." : null;

    [GeneratedRegex(@"cannot find|not found in path|failed to find|no such file or directory.*(?:/s?bin/|mount)|need a /sbin/mount|bad option; for several filesystems|missing backend|unknown filesystem type|command not found|exit status 12[67]\b|failed to execute", RegexOptions.IgnoreCase)]
    private static partial Regex MissingTool();
}
