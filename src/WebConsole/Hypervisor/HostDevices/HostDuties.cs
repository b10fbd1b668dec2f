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

    /// <summary>Those whose disks the kernel does not tell, and those that have none here.</summary>
    private static readonly string[] Pooled = ["zfs", "btrfs", "bcachefs"], WithoutDisks = ["tmpfs", "ramfs", "autofs", "nfs", "nfs4", "cifs", "9p", "virtiofs", "ceph"];

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

    /// <summary>What the host does by a disk of its own, or by what lies on that or below it; nothing where <see cref="IsDisk"/> is not.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The disk's file; links are followed.</param>
    public IReadOnlyList<HostDuty> OfDisk(HostStatus? host, string path)
    {
        if (!CanTell(host) || Block(path) is not { } disk)
            return [];
        // Volumes of LVM share their disk, so that a disk below counts only for what else lies on it, as its partitions.
        string[] parts = [.. Below(disk, "slaves", MostBelow)];
        return [.. Of(host).Where(duty => duty.IsBehind(disk) || HostDuty.IsAtOrBelow(disk, duty.SysfsPath) || parts.Any(part => part != duty.SysfsPath && duty.IsBehind(part)))];
    }

    /// <summary>What the host does by a network card of its own.</summary>
    public IReadOnlyList<HostDuty> OfCard(HostStatus? host, string card) =>
        CanTell(host) && !card.Contains('/', StringComparison.Ordinal) && Resolve($"sys/class/net/{card}") is { } path ? [.. Of(host).Where(duty => duty.SysfsPath == path)] : [];

    /// <summary>Whether a file that is there leads to a disk of this host; <c>null</c> where there is none.</summary>
    public bool? IsDisk(string path) => Block(path) is not null ? true : files.Exists(path[1..]) ? false : null;

    private IEnumerable<HostDuty> Read()
    {
        var unresolved = new List<HostDuty>();
        foreach (var mount in Mounts())
        {
            var duty = new HostDuty("", $"file system at {mount.Place}", VitalPlaces.Any(vital => mount.Place == vital || (vital != "/" && mount.Place.StartsWith(vital + "/", StringComparison.Ordinal))));
            string[] paths = mount.Device is null ? [] : [.. Members(mount).SelectMany(device => Below(device, "slaves", MostBelow))];
            foreach (var path in paths)
                yield return duty with { SysfsPath = path };
            if (!paths.Any(IsHardware) && (Pooled.Contains(mount.Type) || (VitalPlaces.Contains(mount.Place) && !WithoutDisks.Contains(mount.Type))))
                unresolved.Add(duty);
        }
        // A pool has thousands of file systems at times: one of them says it for all.
        foreach (var duty in unresolved.DistinctBy(duty => duty.IsVital))
        {
            foreach (var path in AllDisks())
                yield return duty with { SysfsPath = path, IsSupposed = true };
        }
        foreach (var line in Lines("proc/swaps").Skip(1))
        {
            foreach (var path in Block(Fields(line)[0]) is { } device ? Below(device, "slaves", MostBelow) : [])
                yield return new HostDuty(path, "swap space", true);
        }
        foreach (var card in DefaultRoutes().Distinct())
        {
            string[] paths = Resolve($"sys/class/net/{card}") is { } found ? [.. BelowCard(found)] : [];
            foreach (var path in paths.Where(path => !path.StartsWith("/sys/devices/virtual/net/vnet", StringComparison.Ordinal)))
                yield return new HostDuty(path, "default route", true);
            foreach (var path in paths.Any(IsHardware) ? [] : CardsAtWork())
                yield return new HostDuty(path, "default route", true) { IsSupposed = true };
        }
    }

    /// <summary>What is mounted. A file system over several block devices names one of them, or none; its number is then none of a block device.</summary>
    private IEnumerable<(string? Device, string Place, string Type)> Mounts()
    {
        foreach (var line in Lines("proc/self/mountinfo"))
        {
            var fields = Fields(line);
            if (Array.IndexOf(fields, "-") is > 4 and var end && fields.Length > end + 2)
                yield return (Resolve($"sys/dev/block/{fields[2]}") ?? Block(fields[end + 2]), Unescaped(fields[4]), fields[end + 1]);
        }
    }

    /// <summary>The block devices that a file system is on: several, of btrfs.</summary>
    private IEnumerable<string> Members((string? Device, string Place, string Type) mount)
    {
        var pools = mount.Type != "btrfs" ? [] : files.List("sys/fs/btrfs").Select(pool => files.List($"sys/fs/btrfs/{pool}/devices").Select(name => Resolve($"sys/fs/btrfs/{pool}/devices/{name}") ?? Resolve($"sys/class/block/{name}")).OfType<string>());
        return pools.FirstOrDefault(members => members.Contains(mount.Device)) ?? [mount.Device!];
    }

    private IEnumerable<string> AllDisks() => files.List("sys/class/block").Where(name => files.Read($"sys/class/block/{name}/size") is not "0")
        .Select(name => Resolve($"sys/class/block/{name}")).OfType<string>().SelectMany(path => Below(path, "slaves", MostBelow)).Where(IsHardware).Distinct();

    /// <summary>Open vSwitch has its bridges and their cards side by side, below one device.</summary>
    private IEnumerable<string> BelowCard(string card) => new[] { card, Resolve($"{card[1..]}/upper_ovs-system") }.OfType<string>().SelectMany(path => Below(path, "lower_", MostBelow)).Distinct();

    private IEnumerable<string> CardsAtWork() => files.List("sys/class/net").Where(name => files.Read($"sys/class/net/{name}/carrier") is "1").Select(name => Resolve($"sys/class/net/{name}")).OfType<string>().Where(IsHardware);

    private static bool IsHardware(string path) => !path.StartsWith("/sys/devices/virtual/", StringComparison.Ordinal);

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
