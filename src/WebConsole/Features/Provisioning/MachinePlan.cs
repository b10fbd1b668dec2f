using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Libvirt.Xml;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.Hypervisor;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>What is made for a new machine: everything that was not asked for is decided here.</summary>
internal sealed partial record MachinePlan
{
    private readonly InventorySnapshot _inventory;
    private readonly string _host;
    private readonly SeedPlan? _seed;
    private readonly ImmutableArray<(DiskPlan? Plan, string? Argument, string? Mistake)> _disks;

    public MachinePlan(InventorySnapshot inventory, string host, NewMachine asked)
    {
        (_inventory, _host, Asked) = (inventory, host, asked);
        AskedDisks = [.. (asked.Disks ?? []).OfType<NewDisk>().Take(MachineRules.MostDisks)];
        // Of a wrong name, only the name is said to be wrong.
        _disks = DiskPlans.Of(inventory, host, ObjectName.Mistake(Name) is null ? Name : "machine", AskedDisks);
        Interfaces = [.. (asked.Networks ?? DefaultNetwork(inventory, host)).OfType<NewInterface>().Take(MachineRules.MostInterfaces).Select((card, index) => card with { Mac = card.Mac is { Length: > 0 } mac ? mac : MacOf(asked.Uuid, index) })];
        var unattended = asked.Unattended is { Hostname: null or "" } unnamed ? unnamed with { Hostname = GuestName.Of(Name) } : asked.Unattended;
        if (HasTree)
            Tree = TreePlan.For(inventory, host, ObjectName.Mistake(Name) is null ? Name : "machine", Disks.FirstOrDefault()?.Pool, Disks.Select(disk => disk.Volume).ToHashSet(), asked.Kernel!.Tree) is { } tree ? tree with { Unattended = unattended } : null;
        if (asked.CloudInit is not null || (unattended is not null && !HasTree) || asked.Ignition is { Length: > 0 })
            _seed = SeedPlan.For(inventory, host, ObjectName.Mistake(Name) is null ? Name : "machine", Disks.FirstOrDefault()?.Pool, Disks.Select(disk => disk.Volume).ToHashSet(),
                WithHostName(asked.CloudInit ?? new CloudInitSettings()).WithMacs([.. Interfaces.Select(card => card.Mac!)]),
                HasTree ? null : asked.Unattended, asked.Ignition is { Length: > 0 } ? asked.Ignition : null);
        Own = asked.Definition is { } definition ? new OwnDefinition(definition) : null;
        (Kernel, Initrd, Medium) = (Find(asked.Kernel?.Image), Find(asked.Kernel?.Initrd), Find(asked.Media));
    }

    public NewMachine Asked { get; }

    /// <summary>The definition that somebody has edited; null where it is the plan's.</summary>
    public OwnDefinition? Own { get; init; }

    public required GuestKind Kind { get; init; }

    public required OsChoice Os { get; init; }

    /// <summary>What its operating system should have, of what the host offers.</summary>
    public required MachineDefaults Defaults { get; init; }

    public required HostOffer Offer { get; init; }

    /// <summary>Whether operating systems are known; else nobody can tell whether one is missing.</summary>
    public bool KnowsSystems { get; init; } = true;

    /// <summary>What is wrong with the address of its installation tree.</summary>
    public string? WhyNoTree { get; init; }

    /// <summary>Why no seed for cloud-init can be made.</summary>
    public string? WhyNoSeed { get; init; }

    public Guid Uuid => Asked.Uuid;

    public MachineId Machine => new(_host, Uuid);

    public string Name => Asked.Name ?? "";

    public long Memory => Asked.Memory ?? Defaults.MemoryBytes;

    public int Vcpus => Asked.Vcpus ?? Defaults.VirtualCpus;

    public string Firmware => Asked.Firmware ?? Defaults.Firmware switch { FirmwareChoice.Uefi => "uefi", FirmwareChoice.UefiSecure => "uefi-secure", _ when NeedsUefi && FirmwareRules.Mistake(this, "uefi") is null => "uefi", _ => "bios" };

    /// <summary>Whether its medium starts with UEFI only.</summary>
    private bool NeedsUefi => Medium is { } medium && _inventory.IsoImages.GetValueOrDefault(medium.Id) is { Label: { BootsBios: false, BootsUefi: true } };

    /// <summary>The model of its TPM 2.0; null for none.</summary>
    public string? TpmModel => Kind.Xen is null && (Asked.Tpm ?? Defaults.TpmModel is not null) ? Offer.TpmModelFor(Kind.Arch) ?? "tpm-tis" : null;

    /// <summary>The disks as they were asked for.</summary>
    public ImmutableArray<NewDisk> AskedDisks { get; }

    /// <summary>What was asked for, with the names of new volumes that were chosen here.</summary>
    public NewMachine Named => Asked with
    {
        Disks = Asked.Disks is null ? null : [.. AskedDisks.Zip(_disks, (disk, planned) => planned.Plan is { } plan ? disk with { Pool = plan.Pool.Uuid, Volume = plan.Name } : disk)],
    };

    /// <summary>The bus of one of its disks.</summary>
    public string BusOf(NewDisk disk) => disk.Bus ?? Defaults.DiskBus;

    public IEnumerable<DiskPlan> Disks => _disks.Select(disk => disk.Plan).OfType<DiskPlan>();

    public ImmutableArray<NewInterface> Interfaces { get; }

    public PoolVolume? Medium { get; }

    /// <summary>The image virtio-win in its second drive.</summary>
    public PoolVolume? Drivers { get; init; }

    /// <summary>The folder on <see cref="Drivers"/> with the driver without which Windows does not see its first disk: <c>viostor\w11\amd64</c>.</summary>
    public string? DriverFolder => (Drivers, Defaults.DriverFolder, AskedDisks.FirstOrDefault()) switch
    {
        (not null, { } version, { } disk) => BusOf(disk) switch { "virtio" => $@"viostor\{version}", "scsi" => $@"vioscsi\{version}", _ => null },
        _ => null,
    };

    public PoolVolume? Kernel { get; }

    public PoolVolume? Initrd { get; }

    /// <summary>How many CD-ROM drives it has.</summary>
    public int Drives => (Medium is null ? 0 : 1) + (Drivers is null ? 0 : 1) + (SeedIsDisc ? 1 : 0);

    /// <summary>Whether its seed lies in a CD-ROM drive, as where cloud images have no driver for virtio's disks, and for Windows.</summary>
    public bool SeedIsDisc => Seed is { Ignition: null } && (Defaults.DiskBus is not "virtio" || (Seed.Unattended is not null && Installer is Unattended.Installer.Autounattend));

    /// <summary>What cloud-init is to do; null where nothing was asked for, or no pool takes it.</summary>
    public SeedPlan? Seed => _seed is { Unattended: { Hostname: null or "" } unnamed } seed ? seed with { Unattended = unnamed with { Hostname = DefaultHostName } } : _seed;

    public bool Starts => Asked.Start ?? true;

    /// <summary>The volumes that it reads without changing them.</summary>
    public IEnumerable<PoolVolume> Read => [.. new[] { Medium, Drivers, Kernel, Initrd }.OfType<PoolVolume>(), .. Disks.Where(disk => disk.SharesSource).Select(disk => disk.Source).OfType<PoolVolume>()];

    /// <summary>The definition with the paths that new volumes will have.</summary>
    public DomainXml Definition() => Definition(disk => disk is ExistingVolumePlan { Source.Volume.Path: { } path } ? path : VolumeSource.PathOf(disk.Pool, disk.Name));

    public DomainXml Definition(Func<DiskPlan, string> pathOf) => new MachineDefinition(this, pathOf).Write();

    /// <summary>What is defined: the edited definition, where there is one that can be read, else that of the plan.</summary>
    public DomainXml Defined() => Own?.For(this) ?? Definition();

    /// <inheritdoc cref="Defined()"/>
    public DomainXml Defined(Func<DiskPlan, string> pathOf) => Own is null ? Definition(pathOf) : Own.For(this, Definition(), Definition(pathOf));

    /// <summary>Errors of the disks, by their names in the API.</summary>
    public IEnumerable<(string Argument, string Mistake)> DiskMistakes() => _disks.SelectMany((disk, index) =>
        (disk.Plan?.Mistakes() ?? [(disk.Argument!, disk.Mistake!)]).Select(mistake => ($"disks[{index}].{mistake.Argument}", mistake.Mistake)));

    public PoolVolume? Find(VolumeName? volume) => volume is { Pool: { } pool, Volume: { } name } ? _inventory.Find(ObjectId.Volume(_host, pool, name)) as PoolVolume : null;

    private CloudInitSettings WithHostName(CloudInitSettings settings) => settings.Hostname is { Length: > 0 } ? settings : settings with { Hostname = GuestName.Of(Name) };

    private static IEnumerable<NewInterface> DefaultNetwork(InventorySnapshot inventory, string host) =>
        inventory.Networks.Values.Any(network => network.Host == host && network.Name == "default") ? [new NewInterface("default")] : [];

    /// <summary>An address from QEMU's range, chosen here because a seed for cloud-init names it, too; the same at each plan of a machine.</summary>
    internal static string MacOf(Guid machine, int card) =>
        "52:54:00:" + string.Join(':', SHA256.HashData([.. machine.ToByteArray(), (byte)card]).Take(3).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
