using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using WebConsole.Appliances.Images;
using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The volumes of a host from which a machine can be made; made once for each change of the inventory, for all pickers.</summary>
internal sealed class VolumeChoices
{
    private readonly InventorySnapshot _inventory;
    private readonly Dictionary<string, string> _users = [];
    private readonly Dictionary<(string Pool, string Name), string> _usersByName = [];

    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="systemOn">The name of the operating system that a disk image has by its name.</param>
    /// <param name="text">For words.</param>
    public VolumeChoices(InventorySnapshot inventory, string host, Func<string, string?> systemOn, IStringLocalizer text)
    {
        _inventory = inventory;
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == host))
        {
            var links = MachineLinks.Of(machine);
            foreach (var image in links.Images.Except(links.Below))
                _users.TryAdd(image, machine.Name);
            foreach (var volume in links.Volumes)
                _usersByName.TryAdd(volume, machine.Name);
        }
        var all = (from pool in inventory.StoragePools.Values
                   where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
                   from volume in inventory.Volumes[(host, pool.Uuid)].Listed
                   where !volume.IsFolder
                   select new PoolVolume(pool, volume)).OrderBy(volume => volume.Name, NaturalOrder.Instance).ToArray();
        Isos = [.. all.Where(volume => volume.Volume.IsIso && !IsSeed(volume)).Select(volume => Entry(volume, "raw", Holds(volume), null, text))];
        Images = [.. all.Where(IsImage).Select(volume => Entry(volume, VolumeFormats.BelowAnother(volume.Volume.Format)!, systemOn(volume.Name), UserOf(volume), text))];
        Disks = [.. Images, .. all.Where(IsOnAServer).Select(volume => Entry(volume, VolumeFormats.Raw, null, UserOf(volume), text))];
        Foreign = [.. all.Where(volume => IsMachine(volume) || IsForeign(volume)).Select(volume => Entry(volume, IsMachine(volume) ? "" : DiskFormats.OfName(volume.Name)!, IsMachine(volume) ? text["a whole machine"].Value : null, UserOf(volume), text))];
        Files = [.. all.Where(volume => volume.Volume.Path is ['/', ..] && !volume.Volume.IsIso && UserOf(volume) is null).Select(volume => Entry(volume, "raw", null, null, text))];
    }

    /// <summary>Installation media.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Isos { get; }

    /// <summary>Disk images, those that no machine writes to first to be chosen.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Images { get; }

    /// <summary>What a machine can have as its disk: images, and volumes on a server (Ceph, Gluster, iSCSI), on which nothing can rest.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Disks { get; }

    /// <summary>Images of other products; whole machines have no format.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Foreign { get; }

    /// <summary>Kernels and initial RAM disks are among these.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Files { get; }

    /// <summary>What an installation medium holds, as far as that is known.</summary>
    public OsMatch? MatchOf(string host, VolumeKey? iso) => iso is null ? null
        : _inventory.IsoImages.GetValueOrDefault(Hypervisor.ObjectId.Volume(host, iso.Pool, iso.Name))?.Match;

    private static bool IsMachine(PoolVolume volume) => Path.GetExtension(volume.Name).ToUpperInvariant() is ".OVA" or ".OVF";

    /// <summary>What QEMU takes as it is can be a disk without an import.</summary>
    private static bool IsForeign(PoolVolume volume) => DiskFormats.OfName(volume.Name) is not (null or DiskFormats.Qcow2 or DiskFormats.Raw);

    private static bool IsImage(PoolVolume volume) => !volume.Volume.IsIso && volume.Volume is { Encrypted: false, Path: ['/', ..] } && VolumeFormats.BelowAnother(volume.Volume.Format) is not null;

    /// <summary>QEMU itself opens it. What is no raw disk there could name other files, and libvirt can't look into it.</summary>
    private static bool IsOnAServer(PoolVolume volume) => volume.Volume is { Encrypted: false, Path: not ['/', ..], Format: null or VolumeFormats.Raw or "network" } && PoolKinds.Of(volume.Pool)?.Type is "rbd" or "gluster" or "iscsi-direct";

    private string? UserOf(PoolVolume volume) => volume.Volume.Image is { } image && _users.TryGetValue(image, out var machine) ? machine : _usersByName.GetValueOrDefault((volume.Pool.Name, volume.Name));

    /// <summary>A seed for cloud-init installs nothing.</summary>
    private bool IsSeed(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id)?.Label?.VolumeId?.Equals(SeedIso.Label, StringComparison.OrdinalIgnoreCase) == true;

    private string? Holds(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id) is { Match: { } match } ? match.Name : null;

    private static PickerEntry<VolumeKey> Entry(PoolVolume volume, string format, string? holds, string? user, IStringLocalizer text) =>
        new(new VolumeKey(volume.Pool.Uuid, volume.Name, format), volume.Name, string.Join(" · ", new[] { holds, $"{Format.Bytes(volume.Volume.CapacityBytes)} {volume.Volume.Format}", text["in {0}", volume.Pool.Name].Value }.OfType<string>()))
        {
            Why = user is null ? null : text["a disk of {0}", user].Value,
        };
}
