using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>What is made for a new container.</summary>
/// <param name="Host">The host.</param>
/// <param name="Asked">The arguments.</param>
internal sealed record ContainerPlan(HostStatus Host, NewContainer Asked)
{
    internal const string UsualInit = "/sbin/init";

    internal const long UsualMemory = 512L << 20;

    internal const int UsualVcpus = 1;

    private const int Ids = 65536;

    public MachineId Machine => new(Host.Name, Asked.Uuid);

    public string Name => Asked.Name ?? "";

    public bool Starts => Asked.Start ?? true;

    public long Memory => Asked.Memory ?? UsualMemory;

    public int Vcpus => Asked.Vcpus ?? UsualVcpus;

    /// <summary>The folder that was asked for; null where there is none.</summary>
    public PoolVolume? RootIn(InventorySnapshot inventory) => Asked.Root is { Pool: { } pool, Volume: { } name } ? inventory.Find(ObjectId.Volume(Host.Name, pool, name)) as PoolVolume : null;

    /// <summary>The folder that is made of an archive; null where there is none, or it can't be.</summary>
    public RootFolder? FolderIn(InventorySnapshot inventory) => Asked.FirstId is { } owner && ArchiveIn(inventory) is { } archive && PoolIn(inventory) is { } pool
        ? new RootFolder(pool, Asked.Root?.Volume is { Length: > 0 } name ? name : Name, archive, owner) : null;

    public PoolVolume? ArchiveIn(InventorySnapshot inventory) => Asked.Archive is { Pool: { } pool, Volume: { } name } ? inventory.Find(ObjectId.Volume(Host.Name, pool, name)) as PoolVolume : null;

    /// <summary>The pool of the folder that an archive is unpacked into.</summary>
    public StoragePool? PoolIn(InventorySnapshot inventory) => (Asked.Root?.Pool ?? Asked.Archive?.Pool) is { } pool ? inventory.StoragePools.GetValueOrDefault((Host.Name, pool)) : null;

    public ImmutableArray<NewInterface> CardsIn(InventorySnapshot inventory) =>
        [.. (Asked.Networks ?? (inventory.Networks.Values.Any(network => network.Host == Host.Name && network.Name == "default") ? [new NewInterface("default")] : [])).OfType<NewInterface>().Take(MachineRules.MostInterfaces)];

    public DomainXml Definition(InventorySnapshot inventory)
    {
        // libvirt runs a program of the host's architecture.
        var arch = CapabilitiesXml.TryParse(Host.Facts?.Capabilities, out var capabilities) ? capabilities.HostArch : null;
        var domain = new DomainXml(new XElement("domain", new XElement("memory", new XAttribute("unit", "KiB"), 0)))
        {
            DomainType = "lxc",
            Name = Name,
            Uuid = Asked.Uuid,
            Title = string.IsNullOrEmpty(Asked.Title) ? null : Asked.Title,
            MemoryBytes = Memory,
            VirtualCpus = Vcpus,
            OsType = "exe",
            Arch = arch,
            Init = string.IsNullOrEmpty(Asked.Init) ? UsualInit : Asked.Init,
        };
        domain.InitArguments.Replace([.. Asked.Arguments ?? []]);
        if (Asked.FirstId is { } first)
            MapUsers(domain, first);
        // Without a card of its own it would have the host's.
        if (CardsIn(inventory).IsEmpty)
            domain.Features.Add(FeatureXml.New("privnet"));
        AddDevices(domain, FolderIn(inventory)?.Root ?? RootIn(inventory)?.Volume.Path ?? Asked.Path ?? "", CardsIn(inventory));
        return domain;
    }

    /// <summary>Its root is that user of the host, and so on.</summary>
    internal static void MapUsers(DomainXml domain, long first)
    {
        foreach (var ids in new[] { domain.UserIds, domain.GroupIds })
        {
            var map = ids.Add();
            (map.Start, map.Target, map.Count) = (0, first, Ids);
        }
    }

    private void AddDevices(DomainXml domain, string root, ImmutableArray<NewInterface> cards)
    {
        domain.Devices.Add(new FileSystemXml(new XElement("filesystem")) { Type = "mount", SourceDirectory = root, Target = "/" });
        foreach (var (index, card) in cards.Index())
        {
            var xml = (InterfaceXml)domain.Devices.Add(InterfaceXml.New(card.Bridge is { } bridge ? InterfaceSource.Bridge(bridge) : InterfaceSource.Network(card.Network!), null));
            xml.MacAddress = card.Mac is { Length: > 0 } mac ? mac : MachinePlan.MacOf(Asked.Uuid, index);
        }
        domain.Devices.Add(new CharacterDeviceXml(new XElement("console")) { Type = "pty" });
    }
}
