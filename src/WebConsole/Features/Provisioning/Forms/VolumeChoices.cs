using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using WebConsole.Appliances.Images;
using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The volumes of a host from which a machine can be made: lists that are made when a page first needs them. Pages share them.</summary>
internal sealed class VolumeChoices
{
    private readonly InventorySnapshot _inventory;
    private readonly string _host;
    private readonly IStringLocalizer _text;
    private readonly Lazy<PoolVolume[]> _all;
    private readonly Lazy<VolumeUses> _users;
    private readonly Lazy<HashSet<VolumeKey>> _empty;
    private readonly Lazy<ImmutableArray<PickerEntry<VolumeKey>>> _isos, _images, _disks, _foreign, _kernels, _initrds;

    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="systemOn">The name of the operating system that a disk image has by its name.</param>
    /// <param name="text">For words.</param>
    public VolumeChoices(InventorySnapshot inventory, string host, Func<string, string?> systemOn, IStringLocalizer text)
    {
        (_inventory, _host, _text) = (inventory, host, text);
        _all = new(ReadVolumes);
        _users = new(() => VolumeUses.Of(inventory, host));
        _empty = new(() => [.. _all.Value.Where(IsEmpty).Select(KeyOf)]);
        _isos = new(() => [.. _all.Value.Where(volume => volume.Volume.IsIso && !IsSeed(volume)).Select(volume => Entry(volume, "raw", Holds(volume), null))]);
        // What people look for are systems; the rest are disks of machines. Those that are empty or in use come last.
        _images = new(() => [.. _all.Value.Where(IsImage).Select(volume => (Volume: volume, System: systemOn(volume.Name), Why: WhyUsed(volume))).OrderBy(image => (image.Why is not null, IsEmpty(image.Volume), image.System is null))
            .Select(image => Entry(image.Volume, KeyOf(image.Volume).Format, IsEmpty(image.Volume) ? text["empty"].Value : image.System, image.Why))]);
        _disks = new(() => [.. Images, .. _all.Value.Where(IsOnAServer).Select(volume => Entry(volume, VolumeFormats.Raw, null, WhyUsed(volume)))]);
        _foreign = new(() => [.. _all.Value.Where(volume => IsMachine(volume) || IsForeign(volume)).Select(volume => Entry(volume, IsMachine(volume) ? "" : DiskFormats.OfName(volume.Name)!, IsMachine(volume) ? _text["a whole machine"].Value : null, WhyUsed(volume)))]);
        _kernels = new(() => Files(BootFileName.IsKernel));
        _initrds = new(() => Files(BootFileName.IsInitrd));
    }

    private VolumeChoices(VolumeChoices all, IReadOnlyDictionary<(Guid Pool, string Name), string> inWork)
    {
        (_inventory, _host, _text, _all, _users, _empty) = (all._inventory, all._host, all._text, all._all, all._users, all._empty);
        (_isos, _images, _disks) = (new(() => Marked(all.Isos)), new(() => Marked(all.Images)), new(() => Marked(all.Disks)));
        (_foreign, _kernels, _initrds) = (new(() => Marked(all.Foreign)), new(() => Marked(all.Kernels)), new(() => Marked(all.Initrds)));

        ImmutableArray<PickerEntry<VolumeKey>> Marked(ImmutableArray<PickerEntry<VolumeKey>> entries) => entries.Any(entry => WhyOf(entry) is not null)
            ? [.. entries.Where(entry => WhyOf(entry) is null), .. entries.Where(entry => WhyOf(entry) is not null).Select(entry => entry with { Why = WhyOf(entry) })] : entries;

        string? WhyOf(PickerEntry<VolumeKey> entry) => inWork.GetValueOrDefault((entry.Value.Pool, entry.Value.Name));
    }

    /// <summary>Installation media.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Isos => _isos.Value;

    /// <summary>Images on which another can rest.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Images => _images.Value;

    /// <summary>Those of the images that can be chosen now and hold something.</summary>
    public IEnumerable<PickerEntry<VolumeKey>> Filled => Images.Where(entry => entry.Why is null && !_empty.Value.Contains(entry.Value));

    /// <summary>What can be a machine's disk: images, devices, and volumes that QEMU opens on a server.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Disks => _disks.Value;

    /// <summary>Images of other products; whole machines have no format.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Foreign => _foreign.Value;

    /// <summary>All files that are neither disks nor media, those that are called as kernels first. Any number of machines can start from one.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Kernels => _kernels.Value;

    /// <summary>The same files, those that are called as initial RAM disks first.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Initrds => _initrds.Value;

    /// <summary>The same, where what tasks work on comes last and can't be chosen.</summary>
    public VolumeChoices Amid(IReadOnlyCollection<VolumeInWork> work) => work.Count == 0 ? this
        : new(this, work.DistinctBy(one => one.Volume).ToDictionary(one => (one.Volume.Parent!.Value.Uuid!.Value, one.Volume.OwnName), one => one.Say(_text)));

    /// <summary>What an installation medium holds, as far as that is known.</summary>
    public OsMatch? MatchOf(string host, VolumeKey? iso) => iso is null ? null
        : _inventory.IsoImages.GetValueOrDefault(Hypervisor.ObjectId.Volume(host, iso.Pool, iso.Name))?.Match;

    private static bool IsMachine(PoolVolume volume) => Path.GetExtension(volume.Name).ToUpperInvariant() is ".OVA" or ".OVF";

    /// <summary>What QEMU takes as it is can be a disk without an import.</summary>
    private static bool IsForeign(PoolVolume volume) => DiskFormats.OfName(volume.Name) is not (null or DiskFormats.Qcow2 or DiskFormats.Raw) || volume.Name.EndsWith(".vmdk", StringComparison.OrdinalIgnoreCase);

    private static bool IsImage(PoolVolume volume) => !volume.Volume.IsIso && volume.Volume is { Encrypted: false, Path: ['/', ..] } && VolumeFormats.BelowAnother(volume.Volume.Format) is not null && !IsBootFile(volume) && DiskImages.WhyNone(volume.Volume) is null;

    /// <summary>Whether nobody has written to it: a new image takes less than a mebibyte, and what rests on another shows that one's content.</summary>
    private static bool IsEmpty(PoolVolume volume) => volume.Volume is { AllocationBytes: >= 0 and < 1 << 20, BackingPath: null, CapacityBytes: > 1 << 20 };

    private static VolumeKey KeyOf(PoolVolume volume) => new(volume.Pool.Uuid, volume.Name, VolumeFormats.BelowAnother(volume.Volume.Format) ?? VolumeFormats.Raw);

    /// <summary>By libvirt's word, or by its name.</summary>
    private static bool IsDisk(PoolVolume volume) => volume.Volume.Format is not (null or VolumeFormats.Raw) || DiskFormats.OfName(volume.Name) is not (null or DiskFormats.Raw) || IsMachine(volume) || IsForeign(volume);

    private static bool IsBootFile(PoolVolume volume) => volume.Volume.Format is not VolumeFormats.Qcow2 && (BootFileName.IsKernel(volume.Name) || BootFileName.IsInitrd(volume.Name));

    /// <summary>QEMU itself opens it. What is no raw disk there could name other files, and libvirt can't look into it.</summary>
    private static bool IsOnAServer(PoolVolume volume) => volume.Volume is { Encrypted: false, Path: not ['/', ..], Format: null or VolumeFormats.Raw or "network" } && PoolKinds.Of(volume.Pool)?.Type is "rbd" or "gluster" or "iscsi-direct";

    private string? WhyUsed(PoolVolume volume) => _users.Value.UserOf(volume) is { } user ? _text["a disk of {0}", user].Value : null;

    private ImmutableArray<PickerEntry<VolumeKey>> Files(Func<string, bool> first) =>
        [.. _all.Value.Where(volume => volume.Volume.Path is ['/', ..] && !volume.Volume.IsIso && !IsDisk(volume) && (_users.Value.UserOf(volume) is null || _users.Value.IsKernel(volume))).OrderBy(volume => !first(volume.Name)).Select(volume => Entry(volume, "raw", null, null))];

    private PoolVolume[] ReadVolumes() =>
    [
        .. (from pool in _inventory.StoragePools.Values
            where pool.Host == _host && _inventory.Volumes.ContainsKey((_host, pool.Uuid))
            from volume in _inventory.Volumes[(_host, pool.Uuid)].Listed
            where !volume.IsFolder
            select new PoolVolume(pool, volume)).OrderBy(volume => volume.Name, NaturalOrder.Instance),
    ];

    /// <summary>A seed for cloud-init installs nothing.</summary>
    private bool IsSeed(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id)?.Label?.VolumeId?.Equals(IsoWriter.Label, StringComparison.OrdinalIgnoreCase) == true;

    private string? Holds(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id) is { Match: { } match } ? match.Name : null;

    private PickerEntry<VolumeKey> Entry(PoolVolume volume, string format, string? holds, string? why) =>
        new(new VolumeKey(volume.Pool.Uuid, volume.Name, format), volume.Name, string.Join(" · ", new[] { holds, $"{Format.Bytes(volume.Volume.CapacityBytes)} {volume.Volume.Format}", _text["in {0}", volume.Pool.Name].Value }.OfType<string>()))
        {
            Why = why,
        };
}
