using WebConsole.Features.Provisioning.Commands;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Forms;

// The arguments that come of what was entered.
public sealed partial class MachineDraft
{
    /// <summary>The arguments.</summary>
    /// <param name="size">The size that was chosen, null for what the operating system has by default.</param>
    /// <param name="usualDisk">The size of a disk that was not touched.</param>
    /// <param name="isWindows">Whether its operating system is Windows, which takes no SSH keys.</param>
    internal NewMachine Ask(MachineSize? size, long usualDisk, bool isWindows) => new()
    {
        Uuid = Uuid,
        Name = Name ?? "",
        Title = Text(Title),
        Description = Text(Description),
        Tags = Tags.Count > 0 ? Tags : null,
        // What a tree says of itself counts more than its address.
        Os = Source is MachineSource.Tree && !OsIsChosen ? null : Text(Os),
        Memory = Memory ?? size?.Memory,
        MaxMemory = MaxMemory,
        Vcpus = Vcpus ?? size?.Vcpus,
        Cpu = Cpu == new NewProcessor() ? null : Cpu,
        Emulate = Emulates ? true : null,
        MachineType = Text(MachineType),
        Firmware = Firmware,
        Tpm = Tpm,
        Devices = Devices == new NewDevices() ? null : Devices,
        Disks = [.. Source is MachineSource.Import ? Imports() : Disks(usualDisk), .. MoreDisks.Select(disk => disk with { Pool = disk.Pool ?? DiskPool })],
        Media = Source is MachineSource.Iso ? Medium(Iso) ?? new VolumeName() : null,
        VirtioDrivers = VirtioDrivers,
        Kernel = Source is MachineSource.Kernel ? new KernelFiles(Medium(Kernel), Medium(Initrd), Text(KernelArguments)) : Source is MachineSource.Tree ? new KernelFiles(Arguments: Text(KernelArguments), Tree: Text(Tree)?.Trim() ?? "") : null,
        Networks = Networks,
        Pxe = Source is MachineSource.Network ? true : null,
        Boot = Boot,
        BootMenu = BootMenu ? true : null,
        CloudInit = UsesCloudInit ? CloudInit.Ask(OwnKeys, Networks?.Count ?? 0) : null,
        Ignition = Source is MachineSource.Image && !UsesCloudInit ? Text(Ignition) : null,
        Unattended = Source is MachineSource.Iso or MachineSource.Tree ? Unattended.Ask(OwnKeys, isWindows) : null,
        KeepMedia = TakesMediaAway ? null : true,
        Keep = Keeps ? true : null,
        Autostart = Autostart ? true : null,
        Start = Starts,
        Definition = Definition is { IsEdited: true } edited ? edited.Text : null,
        HostAccess = Definition is { HostAccess: true } ? true : null,
        AgainstSchema = Definition is { AgainstSchema: true } ? true : null,
    };

    private IEnumerable<NewDisk> Disks(long usualDisk) => FirstDisks(usualDisk).Select(disk => disk with { Format = disk.Format ?? (Source is MachineSource.Image ? null : FirstDisk.Format), Bus = FirstDisk.Bus, Cache = FirstDisk.Cache });

    private IEnumerable<NewDisk> FirstDisks(long usualDisk)
    {
        var image = Image is { } chosen ? new BackingVolume(chosen.Pool, chosen.Name, Copies ? null : chosen.Format) : new BackingVolume();
        if (Source is MachineSource.Image)
            yield return Copies ? new NewDisk(DiskPool, Size: DiskSize ?? usualDisk, Copy: image) : new NewDisk(DiskPool, Size: DiskSize ?? usualDisk, Backing: image);
        else if (Source is MachineSource.Disk)
            yield return new NewDisk(Disk?.Pool, Disk?.Name ?? "", Format: Disk?.Format);
        else if (HasDisk)
            yield return new NewDisk(DiskPool, Size: DiskSize ?? usualDisk);
    }

    private IEnumerable<NewDisk> Imports() => (Imported.Count > 0 || Foreign is null or { Format: "" } ? Imported : [new NewDisk(Import: new ImportedImage(Foreign.Pool, Foreign.Name, Format: Foreign.Format))])
        .Select(disk => disk with { Pool = DiskPool, Format = disk.Import is null ? disk.Format : FirstDisk.Format, Bus = FirstDisk.Bus ?? disk.Bus, Cache = FirstDisk.Cache });

    private static VolumeName? Medium(VolumeKey? volume) => volume is null ? null : new VolumeName(volume.Pool, volume.Name);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
