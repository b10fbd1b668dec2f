using System.Text.RegularExpressions;
using WebConsole.Appliances;
using WebConsole.Appliances.Packages;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>Maps what a descriptor describes to the arguments of a new machine.</summary>
/// <param name="inventory">What the host has.</param>
/// <param name="package">The OVA, or the descriptor beside which the images lie.</param>
/// <param name="find">The short name of the operating system that is known by a short or a full name.</param>
internal sealed partial class ApplianceDraft(InventorySnapshot inventory, PoolVolume package, Func<string, string?> find)
{
    private readonly List<string> _remarks = [];

    private bool IsArchive => !package.Name.EndsWith(".ovf", StringComparison.OrdinalIgnoreCase);

    public MachineImport Of(Appliance appliance)
    {
        var machine = new NewMachine(
            ObjectName.Mistake(appliance.Name) is null ? appliance.Name : ExportName.Of(appliance.Name), Description: appliance.Description, Os: Os(appliance.Os),
            Memory: appliance.MemoryBytes, Vcpus: appliance.Vcpus, Cpu: Processor(appliance),
            Firmware: appliance switch { { Efi: false } => "bios", { SecureBoot: true } => "uefi-secure", _ => "uefi" },
            Disks: [.. appliance.Disks.Select(Disk)], Networks: [.. appliance.Cards.Select(Card).OfType<NewInterface>()]);
        foreach (var drive in appliance.Drives.Where(drive => drive.File is not null))
            _remarks.Add($"The medium {drive.File!.Name} is not taken over: put it into a pool, and then into the drive.");
        return new MachineImport(machine, [.. appliance.Remarks, .. _remarks]);
    }

    private string? Os(ApplianceOs? os)
    {
        if (os is null)
            return null;
        if ((find(os.ShortId ?? "") ?? find(Width().Replace(os.Said, "").Trim())) is { } known)
            return known;
        _remarks.Add($"Its operating system, {os.Said}, is unknown here: choose one.");
        return null;
    }

    // VMware's "Debian GNU/Linux 11 (64-bit)", VirtualBox's "Ubuntu (64 bit)"
    [GeneratedRegex(@"\((32|64)[- ]bit\)", RegexOptions.IgnoreCase)]
    private static partial Regex Width();

    private static NewProcessor? Processor(Appliance appliance) =>
        appliance is { Vcpus: { } count, CoresPerSocket: > 0 and var cores } && count % cores == 0 ? new NewProcessor(Sockets: count / cores, Cores: cores, Threads: 1) : null;

    /// <summary>Every system has a driver for SATA; the start of one that was installed elsewhere may lack that of virtio.</summary>
    private NewDisk Disk(ApplianceDisk disk)
    {
        if (disk.Bus is not "sata")
            _remarks.Add($"The disk {disk.Id} is on SATA, in place of {disk.Bus.ToUpperInvariant()}.");
        if (disk.File is not { } file)
            return new NewDisk(Size: disk.CapacityBytes, Bus: "sata");
        if (file.Packed && !IsArchive)
            _remarks.Add($"{file.Name} is packed: unpack it first, or pack all files as an OVA.");
        return new NewDisk(Bus: "sata", Import: IsArchive ? new ImportedImage(package.Pool.Uuid, package.Name, file.Name, disk.Format) : new ImportedImage(package.Pool.Uuid, file.Name, Format: disk.Format));
    }

    private NewInterface? Card(ApplianceCard card)
    {
        var here = inventory.Networks.Values.Where(network => network.Host == package.Pool.Host).ToList();
        var network = here.Find(one => one.Name == card.Network) ?? here.Find(one => one.Name == "default") ?? here.FirstOrDefault();
        if (network is null)
            _remarks.Add($"The host has no network for the card on {card.Network ?? "no network"}.");
        else if (network.Name != card.Network)
            _remarks.Add($"The card on {card.Network ?? "no network"} is on the network {network.Name}: choose another where that is wrong.");
        return network is null ? null : new NewInterface(network.Name, Mac: card.Mac, Model: card.Model);
    }
}
