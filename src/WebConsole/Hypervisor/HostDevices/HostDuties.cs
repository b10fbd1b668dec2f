using System.Collections.Immutable;
using System.Globalization;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>
/// What a host does for itself by its devices: which disks carry its file systems, and which cards its default route. libvirt does not
/// tell, so it is read from the kernel, of the host only on which WebConsole runs.
/// </summary>
public sealed class HostDuties(HostFiles files, TimeProvider time)
{
    private const int MostBelow = 64;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly string[] VitalPlaces = ["/", "/boot", "/usr", "/var", "/etc"];

    private readonly Lock _gate = new();
    private (long At, ImmutableArray<HostDuty> Duties)? _read;

    /// <summary>Whether they can be told of a host.</summary>
    public static bool CanTell(HostStatus? host) => host?.Facts?.IsLocal is true;

    /// <summary>Those of a host; none where they can't be told. It reads files of the kernel.</summary>
    public ImmutableArray<HostDuty> Of(HostStatus? host)
    {
        if (!CanTell(host))
            return [];
        lock (_gate)
        {
            if (_read is not { } read || time.GetElapsedTime(read.At) > Fresh)
                _read = read = (time.GetTimestamp(), [.. Read().Distinct()]);
            return read.Duties;
        }
    }

    private IEnumerable<HostDuty> Read()
    {
        foreach (var (device, place) in Mounts())
        {
            foreach (var path in Below(device, "slaves", MostBelow))
                yield return new HostDuty(path, $"file system at {place}", VitalPlaces.Any(vital => place == vital || (vital != "/" && place.StartsWith(vital + "/", StringComparison.Ordinal))));
        }
        foreach (var line in Lines("proc/swaps").Skip(1))
        {
            foreach (var path in Block(Fields(line)[0]) is { } device ? Below(device, "slaves", MostBelow) : [])
                yield return new HostDuty(path, "swap space", true);
        }
        foreach (var card in DefaultRoutes().Distinct())
        {
            foreach (var path in Resolve($"sys/class/net/{card}") is { } found ? Below(found, "lower_", MostBelow) : [])
                yield return new HostDuty(path, "default route", true);
        }
    }

    /// <summary>The block devices that are mounted. A file system over several names one; its number is then none of a block device.</summary>
    private IEnumerable<(string SysfsPath, string Place)> Mounts()
    {
        foreach (var line in Lines("proc/self/mountinfo"))
        {
            var fields = Fields(line);
            var source = Array.IndexOf(fields, "-") is > 0 and var end && fields.Length > end + 2 ? fields[end + 2] : "";
            if (fields.Length > 4 && (Resolve($"sys/dev/block/{fields[2]}") ?? Block(source)) is { } device)
                yield return (device, Unescaped(fields[4]));
        }
    }

    private string? Block(string path) => !path.StartsWith("/dev/", StringComparison.Ordinal) ? null
        : Resolve($"sys/class/block/{Path.GetFileName(files.Target(path[1..]) ?? path)}");

    /// <summary>The device itself and those that it is made of: a volume of LVM of partitions, a bridge of its cards.</summary>
    private IEnumerable<string> Below(string sysfsPath, string link, int most)
    {
        yield return sysfsPath;
        if (most <= 0)
            yield break;
        var parts = link == "slaves" ? files.List($"{sysfsPath[1..]}/slaves").Select(name => $"{sysfsPath[1..]}/slaves/{name}")
            : files.List(sysfsPath[1..]).Where(name => name.StartsWith(link, StringComparison.Ordinal)).Select(name => $"{sysfsPath[1..]}/{name}");
        foreach (var part in parts.Concat(Controllers(sysfsPath)))
        {
            foreach (var path in Resolve(part) is { } below && below != sysfsPath ? Below(below, link, most / 2) : [])
                yield return path;
        }
    }

    /// <summary>A disk of NVMe with several ways to it lies beside its controllers.</summary>
    private IEnumerable<string> Controllers(string sysfsPath)
    {
        var parts = sysfsPath.Split('/');
        var at = Array.FindIndex(parts, part => part.StartsWith("nvme-subsys", StringComparison.Ordinal) && part != "nvme-subsystem");
        if (at < 0)
            return [];
        var subsystem = string.Join('/', parts[1..(at + 1)]);
        return files.List(subsystem).Where(name => name.StartsWith("nvme", StringComparison.Ordinal) && name[4..].All(char.IsAsciiDigit)).Select(name => $"{subsystem}/{name}");
    }

    private IEnumerable<string> DefaultRoutes()
    {
        foreach (var line in Lines("proc/net/route").Skip(1))
        {
            if (Fields(line) is { Length: > 7 } four && four[1] == "00000000" && four[7] == "00000000")
                yield return four[0];
        }
        foreach (var line in Lines("proc/net/ipv6_route"))
        {
            // The last but one is flags; 0x200 refuses packets.
            if (Fields(line) is { Length: > 9 } six && six[1] == "00" && six[0].All(digit => digit == '0') && six[9] != "lo"
                && long.TryParse(six[8], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags) && (flags & 0x200) == 0)
                yield return six[9];
        }
    }

    private string? Resolve(string path) => files.Target(path) is { } target && target.StartsWith("/sys/", StringComparison.Ordinal) ? target : null;

    private string[] Lines(string file) => (files.Read(file) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Fields(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string Unescaped(string place) => place.Replace("\\040", " ", StringComparison.Ordinal);
}
