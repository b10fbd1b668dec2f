using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>A disk on a copy of a volume, which may be larger than that.</summary>
internal sealed class CopyPlan : DiskPlan
{
    private readonly InventorySnapshot _inventory;
    private readonly PoolVolume _from;

    public CopyPlan(InventorySnapshot inventory, NewDisk asked, StoragePool pool, PoolVolume from, string name) : base(asked, pool, name) =>
        (_inventory, _from) = (inventory, from);

    // What rests on another image or is on a device becomes what its pool has.
    public override string Format => Rules(_inventory).Format ?? VolumeFormats.Raw;

    public override long? Capacity => Asked.Size ?? _from.Volume.CapacityBytes;

    public override long TakesAtOnce => Rules(_inventory).Room;

    public override PoolVolume? Source => _from;

    public override IEnumerable<string> Steps => [.. VolumeCopier.StepsOf(Rules(_inventory)), .. Grows ? [GrowStep] : Array.Empty<string>()];

    private bool Grows => Asked.Size > _from.Volume.CapacityBytes;

    private string GrowStep => $"Grow {Name}";

    public override IEnumerable<(string Argument, string Mistake)> Mistakes()
    {
        foreach (var (argument, texts) in Rules(_inventory).Mistakes())
            yield return (argument is "name" ? "volume" : argument, string.Join(' ', texts));
        if (PoolLimits.OfFolder(_from) is { } folder)
            yield return ("copy", folder);
        if (_from.Volume.Encrypted)
            yield return ("copy", "It is encrypted: copy it under Storage, and take the copy.");
        else if (BackingRules.WhyNoSource(_inventory, _from) is { } never)
            yield return ("copy", never);
        // QEMU will open the copy, and all that it names.
        else if (Format != VolumeFormats.Raw && BackingRules.Mistake(_inventory, Pool.Host, new BackingVolume(_from.Pool.Uuid, _from.Name)) is { } below)
            yield return ("copy", below);
        else if (BackingRules.IsGuessed(_inventory, _from) && BackingRules.WriterBelow(_inventory, _from) is { } writer)
            yield return ("copy", writer);
        if (Asked.Size < _from.Volume.CapacityBytes)
            yield return ("size", $"At least {Text.SizeLimit.Least(_from.Volume.CapacityBytes ?? 0)}, the size of {_from.Name}.");
        else if (Asked.Size > NewVolumeRules.Most)
            yield return ("size", $"At most {Text.SizeLimit.Most(NewVolumeRules.Most)}.");
        else if (Grows && Kind is { CanResize: false })
            yield return ("size", "libvirt can't change the size of volumes in this kind of pool.");
    }

    public override string? WhyConflicts(InventorySnapshot inventory) => Rules(inventory).WhyNow();

    public override async Task MakeAsync(OperationContext context, string doing)
    {
        await OpenedImages.RefuseOtherFilesAsync(context, _from, Rules(context.Inventory).Original, doing).ConfigureAwait(false);
        await new VolumeCopier(context, _from, Rules(context.Inventory), Copy, doing).RunAsync().ConfigureAwait(false);
        if (Grows)
            await context.StepAsync(GrowStep, () => context.RunAsync(Volume, Lane.Storage, connection => connection.OnVolume(Pool.Uuid, Name, volume =>
            {
                volume.Resize((ulong)Asked.Size!.Value);
                return true;
            }), doing, isLong: true)).ConfigureAwait(false);
    }

    public override IEnumerable<string> VirshCommands(string uri)
    {
        yield return $"vol-create-from --pool {Pool.Uuid:D} --file {VirshXml.Typed(Libvirt.Xml.StorageVolumeXml.New(Name, _from.Volume.CapacityBytes ?? 0, Rules(_inventory).Format))} {VirshCommand.Option("vol", _from.Name)} --inputpool {_from.Pool.Uuid:D}";
        if (Grows)
            yield return $"vol-resize {VirshCommand.Option("vol", Name)} {Asked.Size} --pool {Pool.Uuid:D}";
    }

    private VolumeCopy Copy => new(Name, Pool.Uuid, Asked.Format);

    private CopyRules Rules(InventorySnapshot inventory) => new(inventory, _from, Copy);
}
