namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Paths of the host.</summary>
internal static class HostFolder
{
    private const int LongestPath = 4095;

    /// <summary>What is wrong with a path; <c>null</c> if nothing is.</summary>
    public static string? PathMistake(string path) =>
        !path.StartsWith('/') ? "A path of the host, from / on."
        : path.Length > LongestPath || path.Any(char.IsControl) ? $"At most {LongestPath} letters, without control characters."
        : path.Split('/').Any(part => part is "." or "..") ? "A path without . and .. in it."
        : null;
}
