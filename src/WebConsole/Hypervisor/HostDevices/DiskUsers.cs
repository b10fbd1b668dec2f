using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>
/// Who uses a disk of a host that is named by its file: the host, machines and pools that name the same disk, a part of it or what it is
/// a part of, and machines that have the controller on which it hangs.
/// </summary>
/// <param name="inventory">What there is.</param>
/// <param name="host">The host.</param>
/// <param name="map">Its devices.</param>
/// <param name="duties">What the host does for itself; <c>null</c> where nobody can tell.</param>
internal sealed class DiskUsers(InventorySnapshot inventory, string host, HostDeviceMap map, HostDuties? duties)
{
    private readonly HostDuties? _duties = HostDuties.CanTell(inventory.Host(host)) ? duties : null;
    private readonly Lock _gate = new();
    private ImmutableArray<(string Path, ImmutableArray<string> Stack, DeviceUse Use)> _named;

    /// <summary>Where it is in sysfs; <c>null</c> where neither the kernel nor libvirt tells.</summary>
    public string? Find(string path) => _duties?.Find(path) ?? map.FindDisk(path)?.SysfsPath;

    /// <summary>All of them, each once.</summary>
    public IReadOnlyList<DeviceUse> Of(string path)
    {
        var stack = StackOf(path);
        DeviceUse[] uses = [.. _duties?.OfDisk(inventory.Host(host), stack.FirstOrDefault()).Select(duty => duty.Use) ?? [], .. ByName(path, stack), .. ByController(stack)];
        if (_duties is not null && stack is [var disk, ..] && !uses.Any(use => use.Now))
            uses = [.. uses, .. _duties.HoldersOf(disk).Select(holder => new DeviceUse(DeviceUser.Host, $"volume {holder}", null, true))];
        return [.. uses.GroupBy(use => (use.What, use.Id, use.Name)).Select(same => same.First() with { Now = same.Any(use => use.Now), IsVital = same.Any(use => use.IsVital), IsSupposed = same.All(use => use.IsSupposed) })];
    }

    private IEnumerable<DeviceUse> ByName(string path, ImmutableArray<string> stack) =>
        Named().Where(other => other.Path == path || Overlap(stack, other.Stack)).Select(other => other.Use);

    /// <summary>All that machines and pools name. To follow each in sysfs takes a while, so it is done once.</summary>
    private ImmutableArray<(string Path, ImmutableArray<string> Stack, DeviceUse Use)> Named()
    {
        lock (_gate)
            return _named.IsDefault ? _named = [.. Read()] : _named;
    }

    private IEnumerable<(string Path, ImmutableArray<string> Stack, DeviceUse Use)> Read()
    {
        var machines = inventory.Machines.Values.Where(machine => machine.Id.Host == host).SelectMany(machine => DevicePlaces.DisksOf(inventory, machine).Select(disk => (disk.Path, Use: new DeviceUse(DeviceUser.Machine, machine.Name, machine.Id, disk.Now))));
        var pools = inventory.StoragePools.Values.Where(pool => pool.Host == host).SelectMany(pool => DevicePlaces.DisksOf(inventory, pool).Select(disk => (Path: disk, Use: new DeviceUse(DeviceUser.Pool, pool.Name, pool.Id, pool.State is "running"))));
        return machines.Concat(pools).GroupBy(named => named.Path, StringComparer.Ordinal).SelectMany(same => StackOf(same.Key) is var stack ? same.Select(named => (named.Path, stack, named.Use)) : []);
    }

    /// <summary>Those of what is above it: an adapter, a PCI device.</summary>
    private IEnumerable<DeviceUse> ByController(ImmutableArray<string> stack) => map.All
        .Where(device => device is { SysfsPath: { } above, Xml: { BlockDevice: null, IsPciBridge: false, CapabilityType: not "system" } } && stack.Any(part => HostDuty.IsAtOrBelow(part, above)))
        .SelectMany(map.UsersOf).Where(use => use is { Through: null, What: not DeviceUser.Host });

    /// <summary>The disk, then what it is made of.</summary>
    private ImmutableArray<string> StackOf(string path) => Find(path) is not { } found ? [] : _duties is null ? [found] : [found, .. _duties.PartsOf(found).Where(part => part != found)];

    /// <summary>Whether one of two disks is the other, a part of it, or made of it.</summary>
    private static bool Overlap(ImmutableArray<string> one, ImmutableArray<string> other) => !one.IsEmpty && !other.IsEmpty && (IsIn(one[0], other) || IsIn(other[0], one));

    private static bool IsIn(string disk, ImmutableArray<string> stack) => stack.Any(part => HostDuty.IsAtOrBelow(part, disk) || HostDuty.IsAtOrBelow(disk, part));
}
