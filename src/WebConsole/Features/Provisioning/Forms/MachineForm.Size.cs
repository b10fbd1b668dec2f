using System.Collections.Immutable;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

// How large it is: by one click, as numbers, or by a preset.
public sealed partial class MachineForm
{
    private (string? Os, bool Emulates, ImmutableArray<MachineSize> Sizes)? _sizes;

    /// <summary>The sizes that one click chooses.</summary>
    public ImmutableArray<MachineSize> Sizes
    {
        get
        {
            if (_sizes is not { } known || known.Os != Draft.Os || known.Emulates != Draft.Emulates)
                _sizes = known = (Draft.Os, Draft.Emulates, MachineSize.Of(planner.Defaults(Chosen!, Draft.Os, Draft.Emulates)));
            return known.Sizes;
        }
    }

    /// <summary>The size that was chosen; null for what the operating system has by default.</summary>
    public MachineSize? ChosenSize => Draft.Size is MachineSize.Medium ? null : Sizes.First(size => size.Word == Draft.Size);

    /// <summary>The word of the size: own, as soon as a number was entered.</summary>
    public string Size => Draft is { Vcpus: null, Memory: null, DiskSize: null } ? Draft.Size : OwnSize;

    public long? DiskSize => Draft.DiskSize ?? UsualDisk;

    public Guid? DiskPool => Draft.DiskPool ?? (Plan.Disks.FirstOrDefault()?.Pool ?? DiskPlans.UsualPool(Inventory, Host!))?.Uuid;

    /// <summary>Whether sizes and presets fit the host and the image.</summary>
    internal PresetFit Fit => new(Chosen!, Plan.Offer, LeastDisk, text);

    /// <summary>What the operating system should have, and at least what the image has.</summary>
    private long UsualDisk => Math.Max(Sizes.First(size => size.Word == Draft.Size).Disk, LeastDisk);

    /// <summary>What the image has.</summary>
    private long LeastDisk => Draft is { Source: MachineSource.Image, Image: { } image } && Inventory.Find(ObjectId.Volume(Host!, image.Pool, image.Name)) is PoolVolume { Volume.CapacityBytes: { } least } ? least : 0;
}
