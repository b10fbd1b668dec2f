using System.Collections.Immutable;

namespace WebConsole.OsInfo.Defaults;

/// <summary>What an operating system can use on an architecture.</summary>
/// <param name="data">Where it is described.</param>
/// <param name="os"><c>null</c> for an unknown one, which is taken for a Linux of today.</param>
/// <param name="architecture">As libvirt names it.</param>
/// <param name="virtioDrivers">Whether Windows can be given drivers for virtio.</param>
internal sealed class Guest(OsDatabase data, Os? os, string architecture, bool virtioDrivers = false)
{
    private const long MiB = 1024 * 1024, GiB = 1024 * MiB;

    /// <summary>The first years of systems that were made for such hardware; the data do not list it for all.</summary>
    private const int FirstYearOfQ35 = 2013, FirstYearOfE1000 = 2004;

    private readonly ImmutableHashSet<string> _devices = os is null ? [] : data.DevicesOf(os);

    public string Name => os?.Name ?? "This system";

    public string Architecture => architecture;

    public bool IsX86 => architecture is "x86_64" or "i686";

    public bool IsWindows => os is { IsWindows: true };

    public bool IsServer => !IsWindows || os!.Name.Contains("Server", StringComparison.Ordinal);

    /// <summary>
    /// Windows that no BIOS starts wants to be started securely, and its secrets in a TPM. The data say so of PCs, and mean it on
    /// other machines as well.
    /// </summary>
    public bool WantsTpm => IsWindows && data.StartsWith(os!, OsFirmware.Bios, "x86_64") is false;

    public bool NeedsUefi => WantsTpm || (os is not null && data.StartsWith(os, OsFirmware.Bios, architecture) is false);

    public string? MachineType => architecture switch
    {
        "x86_64" or "i686" => IsOlderThanQ35 ? "pc" : "q35",
        "aarch64" or "armv7l" or "riscv64" => "virt",
        "ppc64" or "ppc64le" => "pseries",
        "s390x" => "s390-ccw-virtio",
        _ => null,
    };

    /// <summary>Whether it is from before Intel's gigabit cards were common.</summary>
    public bool IsOlderThanE1000 => os?.Released is { Year: < FirstYearOfE1000 };

    private bool IsOlderThanQ35 => os is not null && !HasDriver(OsDevice.Q35) && (IsWindows || os.Released is { Year: < FirstYearOfQ35 });

    /// <summary>Of a Linux whose devices the data do not list, it is taken for granted.</summary>
    public bool HasDriver(ImmutableArray<string> device) => _devices.IsEmpty ? os?.Family is null or "linux" : device.Any(_devices.Contains);

    /// <summary>As <see cref="HasDriver"/>, with those that Windows can be given.</summary>
    public bool CanUse(ImmutableArray<string> device) => HasDriver(device) || (DriverFolder is not null && virtioDrivers);

    /// <summary>The folder of the virtio-win image for it: <c>w11\amd64</c>.</summary>
    public string? DriverFolder => IsWindows && WindowsDrivers.FolderOf(os!) is { } folder
        ? architecture switch { "x86_64" => $@"{folder}\amd64", "i686" => $@"{folder}\x86", "aarch64" => $@"{folder}\ARM64", _ => null }
        : null;

    public long MemoryBytes => Most(needs => needs.Memory) ?? (IsWindows ? 4 * GiB : 2 * GiB);

    /// <summary>Without which it does not start, or hardly.</summary>
    public long LeastMemoryBytes => NeededMemoryBytes is { } least ? Math.Min(least, MemoryBytes) : MemoryBytes / 2;

    /// <summary>What its makers say that it needs.</summary>
    public long? NeededMemoryBytes => os is null ? null : data.NeedsOf(os, architecture).Minimum.Memory;

    public long DiskBytes => Most(needs => needs.Disk) ?? (IsWindows ? 64 * GiB : 20 * GiB);

    /// <summary>Two, where the data do not ask for more: with one, work in the background stops all other.</summary>
    public int VirtualCpus => (int)Math.Max(Most(needs => needs.Cpus) ?? 1, IsX86 && IsOlderThanQ35 ? 1 : 2);

    /// <summary>With fewer its setup refuses the machine.</summary>
    public int LeastVirtualCpus => os is null ? 1 : Math.Clamp(data.NeedsOf(os, architecture).Minimum.Cpus ?? 1, 1, VirtualCpus);

    // What is recommended may be inherited from a smaller system than the one that says the minimum.
    private long? Most(Func<OsNeeds, long?> which)
    {
        if (os is null)
            return null;
        var (minimum, recommended) = data.NeedsOf(os, architecture);
        return new[] { which(minimum), which(recommended) }.Max();
    }
}
