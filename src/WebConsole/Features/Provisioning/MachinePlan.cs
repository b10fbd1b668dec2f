using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>What is made for a new machine: everything that was not asked for is decided here.</summary>
internal sealed class MachinePlan
{
    private readonly InventorySnapshot _inventory;
    private readonly string _host;
    private readonly ImmutableArray<(DiskPlan? Plan, string? Argument, string? Mistake)> _disks;

    public MachinePlan(InventorySnapshot inventory, string host, NewMachine asked, MachineShape shape, string? osId)
    {
        (_inventory, _host, Asked, Shape, OsId) = (inventory, host, asked, shape, osId);
        // Of a wrong name, only the name is said to be wrong.
        _disks = DiskPlans.Of(inventory, host, ObjectName.Mistake(Name) is null ? Name : "machine", asked.Disks ?? []);
        Interfaces = [.. asked.Networks ?? DefaultNetwork(inventory, host)];
        (Kernel, Initrd) = (Find(asked.Kernel?.Image), Find(asked.Kernel?.Initrd));
        Media = Find(asked.Media) is { } medium ? [medium] : [];
    }

    public NewMachine Asked { get; }

    public MachineShape Shape { get; }

    /// <summary>The operating system as libosinfo names it.</summary>
    public string? OsId { get; }

    public Guid Uuid { get; } = Guid.NewGuid();

    public MachineId Machine => new(_host, Uuid);

    public string Name => Asked.Name ?? "";

    public IEnumerable<DiskPlan> Disks => _disks.Select(disk => disk.Plan).OfType<DiskPlan>();

    public ImmutableArray<NewInterface> Interfaces { get; }

    public ImmutableArray<PoolVolume> Media { get; }

    public PoolVolume? Kernel { get; }

    public PoolVolume? Initrd { get; }

    public bool Starts => Asked.Start ?? true;

    /// <summary>The volumes that it reads without changing them.</summary>
    public IEnumerable<PoolVolume> Read => [.. Media, .. new[] { Kernel, Initrd }.OfType<PoolVolume>(), .. Disks.Where(disk => disk.SharesSource).Select(disk => disk.Source).OfType<PoolVolume>()];

    /// <summary>The definition with the paths that new volumes will have.</summary>
    public DomainXml Definition() => Definition(disk => disk is ExistingVolumePlan { Source.Volume.Path: { } path } ? path : VolumeSource.PathOf(disk.Pool, disk.Name));

    public DomainXml Definition(Func<DiskPlan, string> pathOf) => new MachineDefinition(this, pathOf).Write();

    /// <summary>Errors of the disks, by their names in the API.</summary>
    public IEnumerable<(string Argument, string Mistake)> DiskMistakes() => _disks.SelectMany((disk, index) =>
        (disk.Plan?.Mistakes() ?? [(disk.Argument!, disk.Mistake!)]).Select(mistake => ($"disks[{index}].{mistake.Argument}", mistake.Mistake)));

    public PoolVolume? Find(MediumVolume? volume) => volume is { Pool: { } pool, Volume: { } name } ? _inventory.Find(ObjectId.Volume(_host, pool, name)) as PoolVolume : null;

    private static IEnumerable<NewInterface> DefaultNetwork(InventorySnapshot inventory, string host) =>
        inventory.Networks.Values.Any(network => network.Host == host && network is { Name: "default", Active: true }) ? [new NewInterface("default")] : [];
}
