using Libvirt.Xml;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Which disks of running machines can be moved, flattened and merged, and why others can't.</summary>
internal static class DiskJobRules
{
    /// <summary>The rates that libvirt takes: a 64-bit number.</summary>
    public const long MostBytesPerSecond = 1L << 50;

    /// <summary>Whether pages offer it.</summary>
    public static bool Applies(MachineDevice device) => device.Now is DiskXml && WhyNever(device) is null && WhyBusy(device) is null;

    /// <summary>Whether its chain has more than one image.</summary>
    public static bool RestsOnOthers(MachineDevice device) => device.Now is DiskXml { BackingStore.Type: not null };

    /// <summary>The job on a disk; <c>null</c> if there is none.</summary>
    public static DiskJob? JobOf(MachineDevice device) => device.Key.Kind is "disk" ? device.Machine.DiskJobs.FirstOrDefault(job => job.Disk == device.Key.Name) : null;

    /// <summary>Why it can't be done with such a disk.</summary>
    public static string? WhyNever(MachineDevice device) => device switch
    {
        { Machine.IsActive: false } => "The machine does not run. Its volume can be moved under Storage.",
        { IsLive: false } => "The running machine does not have it yet.",
        { Now: not DiskXml } => "It is no disk.",
        _ when !GuestKind.Of(device.Machine).IsQemu => "Only QEMU can do this.",
        { Now: DiskXml disk } => WhyNever(disk),
        _ => null,
    };

    /// <summary>Why it can't be done now.</summary>
    public static string? WhyNotNow(InventorySnapshot inventory, MachineDevice device) => WhyNever(device) ?? WhyBusy(device)
        ?? (DiskChain.Of(inventory, device.Machine.Id.Host, (DiskXml)device.Now!).IsEmpty ? "It is on no file or device of the host." : null)
        ?? WhyDifferent(inventory, device);

    public static string? Rate(long? bytesPerSecond) => bytesPerSecond is null or (>= 1 and <= MostBytesPerSecond) ? null : $"From 1 B/s to {Format.Bytes(MostBytesPerSecond)}/s; without it, there is no limit.";

    /// <summary>That the pool of an image is not started; <c>null</c> where it is, or where there is none.</summary>
    public static string? WhyUnlisted(DiskImage image) => image.StoppedPool is { } pool ? $"{StoppedPools.Said(pool)} Start it, so that what uses {image.Name} is known." : null;

    /// <summary>What is left in an image's pool, where it has to take more.</summary>
    public static string? WhyNoRoom(DiskImage into, long bytes) => into.Volume is { Volume.IsDevice: false } volume && volume.Pool.AvailableBytes < bytes
        ? $"{into.Name} grows by up to {Format.Bytes(bytes)}, and the pool {volume.Pool.Name} has {Format.Bytes(volume.Pool.AvailableBytes)} left, as of its last refresh." : null;

    /// <summary>The room that the data of images takes; what is in no pool counts for nothing, since nobody knows it.</summary>
    public static long Room(IEnumerable<DiskImage> images) => images.Sum(image => image.Volume?.Volume.AllocationBytes ?? 0);

    private static string? WhyNever(DiskXml disk) => disk switch
    {
        { Device: "cdrom" or "floppy" } => "It is a drive: its medium is changed, not moved.",
        { Device: "lun" } => "The guest commands this disk of the host by itself.",
        { Shareable: true } => "Other machines may write to it at the same time.",
        { ReadOnly: true } => "It is read-only.",
        { Transient: true } => "What the guest writes to it is dropped at power-off.",
        { Encrypted: true } => "It is encrypted, and the result would need a passphrase of its own.",
        _ => null,
    };

    private static string? WhyBusy(MachineDevice device) => JobOf(device) is null ? null : "Another job works on this disk: finish or cancel that first.";

    /// <summary>A machine's next start must not go back to another image than the one that it writes to.</summary>
    private static string? WhyDifferent(InventorySnapshot inventory, MachineDevice device) => device switch
    {
        { Machine.Persistent: false } => null,
        { Next: DiskXml next } when DiskChain.PathOf(inventory, device.Machine.Id.Host, next) == DiskChain.PathOf(inventory, device.Machine.Id.Host, (DiskXml)device.Now!) => null,
        { Next: null } => "The disk is gone at the next start: take that back first, under the pending changes.",
        _ => "The next start uses another image for this disk: restart the machine first, or take that change back.",
    };
}
