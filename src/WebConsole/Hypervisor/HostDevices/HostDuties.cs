using System.Collections.Immutable;
using System.Globalization;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>
/// What a host does for itself by its devices: which disks carry its file systems, and which cards its routes and bridges. libvirt does not
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
    private (long At, Dictionary<string, string> Names)? _mapped;

    /// <summary>Whether they can be told of a host.</summary>
    public static bool CanTell(HostStatus? host) => host?.Facts?.IsLocal is true;

    /// <summary>Those of a host; none where they can't be told. It reads files of the kernel.</summary>
    public ImmutableArray<HostDuty> Of(HostStatus? host) => ReadOf(host).Duties;

    /// <summary>The same with the time at which they were read; 0 where they can't be told.</summary>
    internal (long At, ImmutableArray<HostDuty> Duties) ReadOf(HostStatus? host)
    {
        if (!CanTell(host))
            return (0, []);
        lock (_gate)
        {
            if (_read is not { } read || time.GetElapsedTime(read.At) > Fresh)
                _read = read = (time.GetTimestamp(), [.. Read().Distinct()]);
            return read;
        }
    }

    /// <summary>What the host does by a disk of its own, or by what lies on that or below it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="sysfsPath">The disk, or a part of one, in sysfs (<see cref="Find"/>).</param>
    public IReadOnlyList<HostDuty> OfDisk(HostStatus? host, string? sysfsPath)
    {
        if (!CanTell(host) || sysfsPath is null)
            return [];
        // Volumes of LVM share their disk, so that a disk below counts only for what else lies on it, as its partitions.
        var parts = PartsOf(sysfsPath);
        return [.. Of(host).Where(duty => duty.IsBehind(sysfsPath) || HostDuty.IsAtOrBelow(sysfsPath, duty.SysfsPath) || parts.Any(part => part != duty.SysfsPath && duty.IsBehind(part)))];
    }

    /// <summary>The disk to which a file of this host leads, in sysfs; <c>null</c> where it leads to none, or is not there.</summary>
    public string? Find(string path) => Block(path);

    /// <summary>A disk and those that it is made of.</summary>
    public IReadOnlyList<string> PartsOf(string sysfsPath) => IsInSysfs(sysfsPath) ? [.. Below(sysfsPath, "slaves", MostBelow)] : [];

    /// <summary>What the kernel has made of a disk and its partitions, by name: volumes of LVM or of encryption, arrays.</summary>
    public IEnumerable<string> HoldersOf(string sysfsPath) => !IsInSysfs(sysfsPath) ? [] : files.List(sysfsPath[1..]).Where(name => files.Exists($"{sysfsPath[1..]}/{name}/partition")).Select(name => $"{sysfsPath[1..]}/{name}").Prepend(sysfsPath[1..])
        .SelectMany(part => files.List($"{part}/holders").Select(holder => files.Read($"sys/class/block/{holder}/dm/name") ?? holder)).Distinct();

    /// <summary>What the host does by a network card of its own.</summary>
    public IReadOnlyList<HostDuty> OfCard(HostStatus? host, string card) =>
        CanTell(host) && !card.Contains('/', StringComparison.Ordinal) && Resolve($"sys/class/net/{card}") is { } path ? [.. Of(host).Where(duty => duty.SysfsPath == path)] : [];

    /// <summary>Whether a file that is there leads to a disk of this host; <c>null</c> where there is none.</summary>
    public bool? IsDisk(string path) => Block(path) is not null ? true : files.Exists(path[1..]) ? false : null;

    private IEnumerable<HostDuty> Read() => [.. OfFileSystems(), .. OfSwapSpace(), .. OfCards()];

    private IEnumerable<HostDuty> OfFileSystems()
    {
        var unresolved = new List<HostDuty>();
        foreach (var mount in Mounts())
        {
            var duty = new HostDuty("", $"file system at {mount.Place}", VitalPlaces.Any(vital => mount.Place == vital || (vital != "/" && mount.Place.StartsWith(vital + "/", StringComparison.Ordinal))));
            string[] paths = [.. Members(mount).SelectMany(device => Below(device, "slaves", MostBelow))];
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
    }

    private IEnumerable<HostDuty> OfSwapSpace() => Lines("proc/swaps").Skip(1).Select(line => Block(Fields(line)[0])).OfType<string>()
        .SelectMany(device => Below(device, "slaves", MostBelow)).Select(path => new HostDuty(path, "swap space", true));

    private IEnumerable<HostDuty> OfCards()
    {
        var vital = new HashSet<string>(StringComparer.Ordinal);
        foreach (var card in DefaultRoutes().Distinct())
        {
            string[] paths = Resolve($"sys/class/net/{card}") is { } found ? [.. BelowCard(found)] : [];
            vital.UnionWith(paths);
            foreach (var path in paths.Where(path => !path.StartsWith("/sys/devices/virtual/net/vnet", StringComparison.Ordinal)))
                yield return new HostDuty(path, "default route", true);
            foreach (var path in paths.Any(IsHardware) ? [] : CardsAtWork())
                yield return new HostDuty(path, "default route", true) { IsSupposed = true };
        }
        // The default route says enough of its cards; of others, one duty does.
        foreach (var duty in OtherNetworks().DistinctBy(duty => duty.SysfsPath).Where(duty => !vital.Contains(duty.SysfsPath)))
            yield return duty;
    }

    /// <summary>Cards of a bridge or bond, over which machines and storage may work, and those that other routes go over.</summary>
    private IEnumerable<HostDuty> OtherNetworks() => files.List("sys/class/net").Select(name => (Name: name, What: Joins(name))).Where(link => link.What is not null)
        .Concat(Routes().Where(route => !route.IsDefault).Select(route => (Name: route.Card, What: (string?)$"route over {route.Card}")))
        .SelectMany(work => Resolve($"sys/class/net/{work.Name}") is { } found ? BelowCard(found).Where(IsHardware).Select(path => new HostDuty(path, work.What!, false)) : []);

    private string? Joins(string card) => files.Exists($"sys/class/net/{card}/bridge") ? $"bridge {card}" : files.Exists($"sys/class/net/{card}/bonding") ? $"bond {card}" : card == "ovs-system" ? "Open vSwitch" : null;

    /// <summary>What is mounted: for the host's first process, since our own may see less, as in a container.</summary>
    private IEnumerable<(ImmutableArray<string> Devices, string Place, string Type)> Mounts()
    {
        foreach (var line in Lines("proc/1/mountinfo") is { Length: > 0 } lines ? lines : Lines("proc/self/mountinfo"))
        {
            var fields = Fields(line);
            if (Array.IndexOf(fields, "-") is > 4 and var end && fields.Length > end + 2)
                yield return (Resolve($"sys/dev/block/{fields[2]}") is { } device ? [device] : Named(fields[end + 2]), Unescaped(fields[4]), fields[end + 1]);
        }
    }

    /// <summary>A file system over several block devices names one of them, none, or (bcachefs) all; its number is then none of a block device. Where one is not found, they are not known.</summary>
    private ImmutableArray<string> Named(string source)
    {
        string?[] devices = [.. source.Split(":/dev/").Select((part, at) => Block(at == 0 ? part : $"/dev/{part}"))];
        return devices.Contains(null) ? [] : [.. devices!];
    }

    /// <summary>The block devices that a file system is on: several, of btrfs.</summary>
    private IEnumerable<string> Members((ImmutableArray<string> Devices, string Place, string Type) mount)
    {
        var pools = mount.Type != "btrfs" ? [] : files.List("sys/fs/btrfs").Select(pool => files.List($"sys/fs/btrfs/{pool}/devices").Select(name => Resolve($"sys/fs/btrfs/{pool}/devices/{name}") ?? Resolve($"sys/class/block/{name}")).OfType<string>());
        return pools.FirstOrDefault(members => members.Any(member => mount.Devices.Contains(member))) ?? mount.Devices;
    }

    private IEnumerable<string> AllDisks() => files.List("sys/class/block").Where(name => files.Read($"sys/class/block/{name}/size") is not "0")
        .Select(name => Resolve($"sys/class/block/{name}")).OfType<string>().SelectMany(path => Below(path, "slaves", MostBelow)).Where(IsHardware).Distinct();

    /// <summary>Open vSwitch has its bridges and their cards side by side, below one device.</summary>
    private IEnumerable<string> BelowCard(string card) => new[] { card, Resolve($"{card[1..]}/upper_ovs-system") }.OfType<string>().SelectMany(path => Below(path, "lower_", MostBelow)).Distinct();

    private IEnumerable<string> CardsAtWork() => files.List("sys/class/net").Where(name => files.Read($"sys/class/net/{name}/carrier") is "1").Select(name => Resolve($"sys/class/net/{name}")).OfType<string>().Where(IsHardware);

    private static bool IsHardware(string path) => !path.StartsWith("/sys/devices/virtual/", StringComparison.Ordinal);

    private string? Block(string path)
    {
        var file = !path.StartsWith("/dev/", StringComparison.Ordinal) ? null : files.Target(path[1..]) ?? Path.GetFullPath(path);
        return file?.StartsWith("/dev/", StringComparison.Ordinal) is not true ? null
            : Resolve($"sys/class/block/{file["/dev/".Length..].Replace('/', '!')}") ?? Mapped(file["/dev/".Length..].Split('/'));
    }

    /// <summary>A volume of LVM, by the name that the kernel has for it: a container has no links to it.</summary>
    private string? Mapped(string[] names) => names is not [var group, var volume] ? null
        : Mapped().GetValueOrDefault(group == "mapper" ? volume : $"{group.Replace("-", "--", StringComparison.Ordinal)}-{volume.Replace("-", "--", StringComparison.Ordinal)}");

    private Dictionary<string, string> Mapped()
    {
        lock (_gate)
        {
            if (_mapped is not { } mapped || time.GetElapsedTime(mapped.At) > Fresh)
                _mapped = mapped = (time.GetTimestamp(), files.List("sys/class/block").Where(name => name.StartsWith("dm-", StringComparison.Ordinal)).Select(name => (Name: files.Read($"sys/class/block/{name}/dm/name"), Path: Resolve($"sys/class/block/{name}")))
                    .Where(known => known is { Name: not null, Path: not null }).DistinctBy(known => known.Name).ToDictionary(known => known.Name!, known => known.Path!, StringComparer.Ordinal));
            return mapped.Names;
        }
    }

    private static bool IsInSysfs(string path) => path.StartsWith("/sys/", StringComparison.Ordinal) && !path.Split('/').Contains("..");

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

    private IEnumerable<string> DefaultRoutes() => Routes().Where(route => route.IsDefault).Select(route => route.Card);

    /// <summary>Those that do not refuse packets (the flag 0x200), without those that each link has of itself.</summary>
    private IEnumerable<(string Card, bool IsDefault)> Routes()
    {
        foreach (var line in Lines("proc/net/route").Skip(1))
        {
            if (Fields(line) is { Length: > 7 } four && !Refuses(four[3]))
                yield return (four[0], four[1] == "00000000" && four[7] == "00000000");
        }
        foreach (var line in Lines("proc/net/ipv6_route"))
        {
            if (Fields(line) is { Length: > 9 } six && six[9] != "lo" && !Refuses(six[8]) && !six[0].StartsWith("fe80", StringComparison.Ordinal) && !six[0].StartsWith("ff", StringComparison.Ordinal))
                yield return (six[9], six[1] == "00" && six[0].All(digit => digit == '0'));
        }
    }

    private static bool Refuses(string flags) => !long.TryParse(flags, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var set) || (set & 0x200) != 0;

    private string? Resolve(string path) => files.Target(path) is { } target && target.StartsWith("/sys/", StringComparison.Ordinal) ? target : null;

    private string[] Lines(string file) => (files.Read(file) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Fields(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string Unescaped(string place) => place.Replace("\\040", " ", StringComparison.Ordinal);
}
