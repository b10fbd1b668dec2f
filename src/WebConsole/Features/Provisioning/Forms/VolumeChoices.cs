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

/// <summary>The volumes of a host from which a machine can be made: lists that are made when a page first needs them. Pages share them.</summary>
internal sealed class VolumeChoices
{
    private readonly InventorySnapshot _inventory;
    private readonly string _host;
    private readonly IStringLocalizer _text;
    private readonly Lazy<PoolVolume[]> _all;
    private readonly Lazy<(Dictionary<string, string> ByImage, Dictionary<(string Pool, string Name), string> ByName)> _users;
    private readonly Lazy<ImmutableArray<PickerEntry<VolumeKey>>> _isos, _images, _disks, _foreign, _kernels, _initrds;

    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="systemOn">The name of the operating system that a disk image has by its name.</param>
    /// <param name="text">For words.</param>
    public VolumeChoices(InventorySnapshot inventory, string host, Func<string, string?> systemOn, IStringLocalizer text)
    {
        (_inventory, _host, _text) = (inventory, host, text);
        _all = new(ReadVolumes);
        _users = new(ReadUsers);
        _isos = new(() => [.. _all.Value.Where(volume => volume.Volume.IsIso && !IsSeed(volume)).Select(volume => Entry(volume, "raw", Holds(volume), null))]);
        // What people look for are systems; the rest are disks of machines, and those that are in use come last.
        _images = new(() => [.. _all.Value.Where(IsImage).Select(volume => (Volume: volume, System: systemOn(volume.Name), Why: WhyUsed(volume))).OrderBy(image => (image.Why is not null, image.System is null))
            .Select(image => Entry(image.Volume, VolumeFormats.BelowAnother(image.Volume.Volume.Format)!, image.System, image.Why))]);
        _disks = new(() => [.. Images, .. _all.Value.Where(IsOnAServer).Select(volume => Entry(volume, VolumeFormats.Raw, null, WhyUsed(volume)))]);
        _foreign = new(() => [.. _all.Value.Where(volume => IsMachine(volume) || IsForeign(volume)).Select(volume => Entry(volume, IsMachine(volume) ? "" : DiskFormats.OfName(volume.Name)!, IsMachine(volume) ? _text["a whole machine"].Value : null, WhyUsed(volume)))]);
        _kernels = new(() => Files(BootFileName.IsKernel));
        _initrds = new(() => Files(BootFileName.IsInitrd));
    }

    /// <summary>Installation media.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Isos => _isos.Value;

    /// <summary>Images on which another can rest.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Images => _images.Value;

    /// <summary>What can be a machine's disk: images, devices, and volumes that QEMU opens on a server.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Disks => _disks.Value;

    /// <summary>Images of other products; whole machines have no format.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Foreign => _foreign.Value;

    /// <summary>All files, those that are called as kernels first.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Kernels => _kernels.Value;

    /// <summary>All files, those that are called as initial RAM disks first.</summary>
    public ImmutableArray<PickerEntry<VolumeKey>> Initrds => _initrds.Value;

    /// <summary>What an installation medium holds, as far as that is known.</summary>
    public OsMatch? MatchOf(string host, VolumeKey? iso) => iso is null ? null
        : _inventory.IsoImages.GetValueOrDefault(Hypervisor.ObjectId.Volume(host, iso.Pool, iso.Name))?.Match;

    private static bool IsMachine(PoolVolume volume) => Path.GetExtension(volume.Name).ToUpperInvariant() is ".OVA" or ".OVF";

    /// <summary>What QEMU takes as it is can be a disk without an import.</summary>
    private static bool IsForeign(PoolVolume volume) => DiskFormats.OfName(volume.Name) is not (null or DiskFormats.Qcow2 or DiskFormats.Raw) || volume.Name.EndsWith(".vmdk", StringComparison.OrdinalIgnoreCase);

    private static bool IsImage(PoolVolume volume) => !volume.Volume.IsIso && volume.Volume is { Encrypted: false, Path: ['/', ..] } && VolumeFormats.BelowAnother(volume.Volume.Format) is not null && !IsBootFile(volume) && DiskImages.WhyNone(volume.Volume) is null;

    private static bool IsBootFile(PoolVolume volume) => volume.Volume.Format is not VolumeFormats.Qcow2 && (BootFileName.IsKernel(volume.Name) || BootFileName.IsInitrd(volume.Name));

    /// <summary>QEMU itself opens it. What is no raw disk there could name other files, and libvirt can't look into it.</summary>
    private static bool IsOnAServer(PoolVolume volume) => volume.Volume is { Encrypted: false, Path: not ['/', ..], Format: null or VolumeFormats.Raw or "network" } && PoolKinds.Of(volume.Pool)?.Type is "rbd" or "gluster" or "iscsi-direct";

    private string? WhyUsed(PoolVolume volume) => UserOf(volume) is { } user ? _text["a disk of {0}", user].Value : null;

    private string? UserOf(PoolVolume volume) =>
        volume.Volume.Image is { } image && _users.Value.ByImage.TryGetValue(image, out var machine) ? machine : _users.Value.ByName.GetValueOrDefault((volume.Pool.Name, volume.Name));

    private ImmutableArray<PickerEntry<VolumeKey>> Files(Func<string, bool> first) =>
        [.. _all.Value.Where(volume => volume.Volume.Path is ['/', ..] && !volume.Volume.IsIso && UserOf(volume) is null).OrderBy(volume => !first(volume.Name)).Select(volume => Entry(volume, "raw", null, null))];

    private PoolVolume[] ReadVolumes() =>
    [
        .. (from pool in _inventory.StoragePools.Values
            where pool.Host == _host && _inventory.Volumes.ContainsKey((_host, pool.Uuid))
            from volume in _inventory.Volumes[(_host, pool.Uuid)].Listed
            where !volume.IsFolder
            select new PoolVolume(pool, volume)).OrderBy(volume => volume.Name, NaturalOrder.Instance),
    ];

    private (Dictionary<string, string> ByImage, Dictionary<(string Pool, string Name), string> ByName) ReadUsers()
    {
        var (images, names) = (new Dictionary<string, string>(), new Dictionary<(string Pool, string Name), string>());
        foreach (var machine in _inventory.Machines.Values.Where(machine => machine.Id.Host == _host))
        {
            var links = MachineLinks.Of(machine);
            foreach (var image in links.Images.Except(links.Below))
                images.TryAdd(image, machine.Name);
            foreach (var volume in links.Volumes)
                names.TryAdd(volume, machine.Name);
        }
        return (images, names);
    }

    /// <summary>A seed for cloud-init installs nothing.</summary>
    private bool IsSeed(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id)?.Label?.VolumeId?.Equals(IsoWriter.Label, StringComparison.OrdinalIgnoreCase) == true;

    private string? Holds(PoolVolume volume) => _inventory.IsoImages.GetValueOrDefault(volume.Id) is { Match: { } match } ? match.Name : null;

    private PickerEntry<VolumeKey> Entry(PoolVolume volume, string format, string? holds, string? why) =>
        new(new VolumeKey(volume.Pool.Uuid, volume.Name, format), volume.Name, string.Join(" · ", new[] { holds, $"{Format.Bytes(volume.Volume.CapacityBytes)} {volume.Volume.Format}", _text["in {0}", volume.Pool.Name].Value }.OfType<string>()))
        {
            Why = why,
        };
}
