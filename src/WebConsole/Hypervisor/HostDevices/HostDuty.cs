namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Something that the host does for itself by a device.</summary>
/// <param name="SysfsPath">The device in sysfs.</param>
/// <param name="What">What, for people: <c>file system at /</c>, <c>default route</c>.</param>
/// <param name="IsVital">Whether the host would not go on without it.</param>
public sealed record HostDuty(string SysfsPath, string What, bool IsVital)
{
    /// <summary>Whether a device carries it: it is the one, or that one is behind it.</summary>
    public bool IsBehind(string? sysfsPath) => sysfsPath is { Length: > 0 } && SysfsPath.StartsWith(sysfsPath, StringComparison.Ordinal)
        && (SysfsPath.Length == sysfsPath.Length || SysfsPath[sysfsPath.Length] == '/');
}
