using WebConsole.Hardware;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>The buses of a new machine's disks and CD-ROM drives.</summary>
internal static class DiskBusRules
{
    /// <summary>Two channels with two devices each.</summary>
    private const int MostOnIde = 4;

    /// <summary>The bus of CD-ROM drives. Windows on ARM has no driver for virtio's SCSI.</summary>
    public static string OfDrives(MachinePlan plan) => plan is { Kind.Xen: null, Defaults.DiskBus: "usb" } ? "usb" : DiskBuses.Of(plan.Kind, plan.MachineFamily, "cdrom")[0];

    /// <summary>What is wrong with the bus of the disk at <paramref name="index"/>; <c>null</c> if nothing is.</summary>
    public static string? Mistake(MachinePlan plan, int index)
    {
        var asked = plan.AskedDisks[index].Bus;
        var bus = plan.BusOf(plan.AskedDisks[index]);
        var known = DiskBuses.Of(plan.Kind);
        return OneOf.Mistake(bus, known)
            ?? (asked is not null && !Has(plan, bus) ? $"A machine of the type {plan.MachineType} has no bus {bus} on this host. It has {string.Join(", ", known.Where(other => Has(plan, other)))}."
            : bus is "ide" && plan.AskedDisks.Take(index + 1).Count(disk => plan.BusOf(disk) is "ide") + IdeDrives(plan) > MostOnIde ? $"IDE takes {MostOnIde} devices, CD-ROM drives included: choose another bus."
            : null);
    }

    /// <summary>Whether a machine of this plan can have disks on a bus.</summary>
    public static bool Has(MachinePlan plan, string bus) => plan.Offer.HasDiskBus(bus) && DiskBuses.Has(plan.Kind, plan.MachineFamily, bus);

    private static int IdeDrives(MachinePlan plan) => OfDrives(plan) is "ide" ? plan.Drives : 0;
}
