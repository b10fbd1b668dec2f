using System.Text.RegularExpressions;

namespace WebConsole.Features.Storage.Kinds;

/// <summary>Reads libvirt's errors of pools.</summary>
internal static partial class PoolAdvice
{
    /// <summary>Whether a program or a driver is missing on the host.</summary>
    public static bool MeansMissingTool(string message) => MissingTool().IsMatch(message);

    [GeneratedRegex(@"cannot find|not found in path|failed to find|no such file or directory.*(?:/s?bin/|mount)|need a /sbin/mount|bad option; for several filesystems|missing backend|unknown filesystem type|command not found|exit status 12[67]\b|failed to execute", RegexOptions.IgnoreCase)]
    private static partial Regex MissingTool();
}
