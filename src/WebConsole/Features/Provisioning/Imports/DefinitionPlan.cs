using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>What is defined for an imported definition, and what prevents that.</summary>
internal sealed class DefinitionPlan
{
    private readonly InventorySnapshot _inventory;
    private readonly string _host;
    private readonly ImportedDefinition _asked;
    private readonly string? _unreadable;
    private readonly Dictionary<string, ExistingVolumePlan> _disks = [];

    public DefinitionPlan(InventorySnapshot inventory, string host, ImportedDefinition asked)
    {
        (_inventory, _host, _asked) = (inventory, host, asked);
        try
        {
            Machine = DefinitionImport.Parse(asked.Definition ?? "");
            LacksKvm = Machine.DomainType is "kvm" && !Offered.Runs(Machine);
            Answer(Machine);
            Review = DefinitionImport.Review(Machine, Surroundings());
        }
        catch (OperationFailedException error)
        {
            (_unreadable, Machine) = (error.Message, null);
        }
    }

    /// <summary>The definition with all answers; null if it can't be read.</summary>
    public DomainXml? Machine { get; }

    public DefinitionReview? Review { get; }

    /// <summary>Whether it is of a host with KVM, and this one has none.</summary>
    public bool LacksKvm { get; }

    private HostGuests Offered => new(_host, _inventory.Host(_host));

    public IEnumerable<ExistingVolumePlan> Disks => _disks.Values;

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => Found().Where(found => found.Mistake is not null)
        .GroupBy(found => found.Field).ToDictionary(found => found.Key, found => found.Select(one => one.Mistake!).ToArray());

    private IEnumerable<(string Field, string? Mistake)> Found() => Machine is null || Review is null ? [("definition", _unreadable)] :
    [
        .. Offered.Mistakes(Machine),
        ("name", ObjectName.Mistake(Machine.Name ?? "") ?? (Review.NameIsTaken ? $"There is a machine {Machine.Name} on {_host} already." : null)),
        .. Review.DisksToChoose.Select(target => ($"disks.{target}", (string?)"A volume of the host, by the UUID of its pool and its name.")),
        .. _disks.SelectMany(disk => disk.Value.Mistakes().Select(mistake => ($"disks.{disk.Key}", (string?)mistake.Mistake))),
        .. Review.NetworksToChoose.Select(card => ($"networks[{card.Card}]", (string?)$"There is no network {card.Was} on {_host}: choose one.")),
        ("hostAccess", Review.ForAdministrators.Count == 0 || _asked.HostAccess == true ? null
            : $"These settings reach the host, so they must be taken on purpose: {string.Join(", ", Review.ForAdministrators.Select(finding => finding.Path).Distinct().Take(10))}."),
    ];

    private void Answer(DomainXml machine)
    {
        if (_asked.Name is { Length: > 0 } name)
            machine.Name = name;
        if (machine.Uuid is not { } uuid || _inventory.Machines.ContainsKey(new MachineId(_host, uuid)))
            machine.Uuid = _asked.Uuid;
        if (_asked.Emulate == true)
            HostGuests.Emulate(machine);
        // libvirt chooses it. Another one is a program of the host, and the review does not name it.
        machine.Emulator = null;
        foreach (var disk in machine.Disks.ToList())
            Answer(disk);
        var taken = _inventory.Machines.Values.Where(other => other.Id.Host == _host).SelectMany(other => MachineLinks.Of(other).Cards).Select(card => card.MacAddress).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, card) in machine.Interfaces.ToList().Index())
        {
            if (index < _asked.Networks?.Count && _asked.Networks[index] is { } network)
                card.SetSource(InterfaceSource.Network(network));
            if (card.MacAddress is { } mac && taken.Contains(mac))
                card.MacAddress = null;
        }
    }

    private void Answer(DiskXml disk)
    {
        if (disk.Device is "cdrom" or "floppy")
        {
            disk.SetSource(null);
            return;
        }
        var named = _asked.Disks?.GetValueOrDefault(disk.TargetDevice ?? "") is { Pool: { } pool, Volume: { } volume } ? _inventory.Find(ObjectId.Volume(_host, pool, volume)) as PoolVolume : DiskVolumes.Of(_inventory, _host, disk);
        if (named is null || disk.TargetDevice is not { } target)
            return;
        _disks[target] = new ExistingVolumePlan(_inventory, new NewDisk(named.Pool.Uuid, named.Name, Format: disk.DriverType ?? VolumeFormats.Raw), named);
        disk.SetSource(DiskSource.Volume(named.Pool.Name, named.Name));
        (disk.DriverName, disk.DriverType) = ("qemu", disk.DriverType ?? VolumeFormats.Raw);
    }

    private DefinitionSurroundings Surroundings() => new()
    {
        Networks = [.. _inventory.Networks.Values.Where(network => network.Host == _host).Select(network => network.Name)],
        HasVolume = (pool, volume) => _disks.Values.Any(disk => disk.Pool.Name == pool && disk.Name == volume),
        MachineNames = [.. _inventory.Machines.Values.Where(machine => machine.Id.Host == _host).Select(machine => machine.Name)],
        MachineUuids = [.. _inventory.Machines.Keys.Where(machine => machine.Host == _host).Select(machine => machine.Uuid)],
    };
}
