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
    public MachineSize? ChosenSize => Sized.Word is MachineSize.Medium ? null : Sized;

    /// <summary>Another system may not have the size that was chosen.</summary>
    private MachineSize Sized => Sizes.FirstOrDefault(size => size.Word == Draft.Size) ?? Sizes.First(size => size.Word is MachineSize.Medium);

    /// <summary>The word of the size: own, as soon as a number was entered.</summary>
    public string Size => Draft is { Vcpus: null, Memory: null, DiskSize: null } ? Sized.Word : OwnSize;

    /// <summary>What its system lacks of vCPUs.</summary>
    public string? FewVcpus => PlanChecks.FewVcpus(Plan, text) is { } few ? $"{few}." : null;

    /// <summary>What its system lacks of memory.</summary>
    public string? LittleMemory => PlanChecks.LittleMemory(Plan, text) is { } little ? $"{little}." : null;

    public long? DiskSize => Draft.DiskSize ?? UsualDisk;

    public Guid? DiskPool => Draft.DiskPool ?? (Plan.Disks.FirstOrDefault()?.Pool ?? DiskPlans.UsualPool(Inventory, Host!))?.Uuid;

    /// <summary>The pool of a further disk for which nobody has named one.</summary>
    public Guid? MorePool => Draft.DiskPool ?? DiskPlans.UsualPool(Inventory, Host!)?.Uuid;

    /// <summary>Whether sizes and presets fit the host and the image.</summary>
    internal PresetFit Fit => new(Chosen!, Plan.Offer, LeastDisk, text);

    /// <summary>What the operating system should have, and at least what the image has.</summary>
    private long UsualDisk => Math.Max(Sized.Disk, LeastDisk);

    /// <summary>What the image has.</summary>
    private long LeastDisk => Draft is { Source: MachineSource.Image, Image: { } image } && Inventory.Find(ObjectId.Volume(Host!, image.Pool, image.Name)) is PoolVolume { Volume.CapacityBytes: { } least } ? least : 0;
}
