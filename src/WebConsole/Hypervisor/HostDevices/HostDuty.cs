namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Something that the host does for itself by a device.</summary>
/// <param name="SysfsPath">The device in sysfs.</param>
/// <param name="What">What, for people: <c>file system at /</c>, <c>default route</c>.</param>
/// <param name="IsVital">Whether the host would not go on without it.</param>
public sealed record HostDuty(string SysfsPath, string What, bool IsVital)
{
    /// <summary>Whether the kernel does not tell which devices it is done by, and this one may be among them.</summary>
    public bool IsSupposed { get; init; }

    /// <summary>The same as a use of a device.</summary>
    public DeviceUse Use => new(DeviceUser.Host, What, null, true) { IsVital = IsVital, IsSupposed = IsSupposed };

    /// <summary>Whether a device carries it: it is the one, or that one is behind it.</summary>
    public bool IsBehind(string? sysfsPath) => sysfsPath is { Length: > 0 } && IsAtOrBelow(SysfsPath, sysfsPath);

    /// <summary>Whether a path in sysfs is another one or below it.</summary>
    internal static bool IsAtOrBelow(string path, string above) => path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] == '/');
}
