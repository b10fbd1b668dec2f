using System.Collections.Immutable;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>The buses of a new machine's disks and CD-ROM drives.</summary>
internal static class DiskBuses
{
    /// <summary>Two channels with two devices each.</summary>
    private const int MostOnIde = 4;

    /// <summary>The bus of CD-ROM drives. Windows on ARM has no driver for virtio's SCSI.</summary>
    public static string OfDrives(MachinePlan plan) => plan.Kind.Xen is { } xen ? xen.DiskBuses[0] : plan.Defaults.DiskBus is "usb" ? "usb" : plan.MachineFamily switch { "pc" => "ide", "q35" => "sata", _ => "scsi" };

    /// <summary>The buses that can be chosen.</summary>
    public static ImmutableArray<string> Of(MachinePlan plan) => plan.Kind.Xen?.DiskBuses ?? DeviceModels.DiskBuses;

    /// <summary>What is wrong with the bus of the disk at <paramref name="index"/>; <c>null</c> if nothing is.</summary>
    public static string? Mistake(MachinePlan plan, int index)
    {
        var asked = plan.AskedDisks[index].Bus;
        var bus = plan.BusOf(plan.AskedDisks[index]);
        var known = Of(plan);
        return !known.Contains(bus) ? $"One of {string.Join(", ", known)}."
            : asked is not null && !Has(plan, bus) ? $"A machine of the type {plan.MachineType} has no bus {bus} on this host. It has {string.Join(", ", known.Where(other => Has(plan, other)))}."
            : bus is "ide" && plan.AskedDisks.Take(index + 1).Count(disk => plan.BusOf(disk) is "ide") + IdeDrives(plan) > MostOnIde ? $"IDE takes {MostOnIde} devices, CD-ROM drives included: choose another bus."
            : null;
    }

    /// <summary>Whether a machine of this plan can have disks on a bus.</summary>
    public static bool Has(MachinePlan plan, string bus) => plan.Offer.HasDiskBus(bus) && (bus is not "ide" || !plan.Kind.IsQemu || plan.MachineFamily is "pc" or null);

    private static int IdeDrives(MachinePlan plan) => OfDrives(plan) is "ide" ? plan.Drives : 0;
}
