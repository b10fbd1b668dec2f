using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Reads the forwards of machines, and which of them are in force.</summary>
internal sealed class ForwardReader(ForwardPlaces places)
{
    private readonly ForwardFiles _files = new(places);

    public ForwardPlaces Places => places;

    /// <summary>Those of a machine's definition for its next start, and those that the firewall has still.</summary>
    public IReadOnlyList<MachineForward> Of(InventorySnapshot inventory, Machine machine)
    {
        var isHere = IsHere(inventory.Host(machine.Id.Host));
        // A file of a machine that is off is one of a hook that has failed.
        var active = isHere ? _files.Read(machine.Id.Uuid) : [];
        var stands = Mentions(machine.InactiveXml ?? machine.Xml) && DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) ? domain : null;
        if (stands is null && active.Count == 0)
            return [];
        var error = isHere ? _files.ErrorOf(machine.Id.Uuid) : null;
        var defined = stands is null ? [] : Forward.AllOf(stands);
        return [.. defined.Select(forward => Shown(forward)), .. active.Where(known => !defined.Contains(known.What)).Select(known => new MachineForward(machine, known.What, null, known.Machine, ForwardState.Closing, error))];

        MachineForward Shown(Forward forward)
        {
            var name = ActiveForward.NetworkOf(stands!, forward.Card);
            var network = name is null ? null : NetworkOf(inventory, machine, name);
            var kept = network is null ? null : ActiveForward.KeptIn(network, forward.Card);
            var has = kept is { Address: var address } ? OtherAddress(inventory, machine, name!, forward.Card, address) : null;
            var state = active.Any(known => known.What == forward && known.Machine == kept?.Address) ? has is null ? ForwardState.Active : ForwardState.Elsewhere
                : !isHere ? ForwardState.Unknown : network?.ForwardMode is not "nat" ? ForwardState.NoCard : kept is null ? ForwardState.NoAddress
                : !places.HasHook ? ForwardState.NoHook : !machine.IsActive ? ForwardState.Off : error is not null ? ForwardState.Failed : ForwardState.Waiting;
            var owner = state is ForwardState.Waiting ? OwnerOf(forward) : null;
            return new MachineForward(machine, forward, name, kept?.Address, owner is null ? state : ForwardState.Taken, error) { TakenBy = owner is { } taker ? NameOf(inventory, machine, taker) : null, Has = state is ForwardState.Elsewhere ? has : null };
        }
    }

    /// <summary>What the forwards of all machines of WebConsole's host come to now; of those that are no more, nothing.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> WantedOfAll(InventorySnapshot inventory)
    {
        var files = _files.Machines();
        var here = inventory.Hosts.Where(IsHere).ToDictionary(host => host.Name);
        var wanted = new Dictionary<Guid, IReadOnlyList<ActiveForward>>();
        foreach (var machine in inventory.Machines.Values.Where(machine => here.ContainsKey(machine.Id.Host) && (Mentions(machine.Xml) || files.Contains(machine.Id.Uuid))))
            wanted[machine.Id.Uuid] = Wanted(inventory, machine);
        // Of a host that is not connected nobody knows what it has.
        foreach (var gone in here.Values.Any(host => host.Connection is ConnectionState.Connected or ConnectionState.Degraded) ? files : Enumerable.Empty<Guid>())
            wanted.TryAdd(gone, []);
        return wanted;
    }

    /// <summary>The machines of which the firewall has something else than it could have of these.</summary>
    public IReadOnlySet<Guid> Differing(IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> wanted)
    {
        var before = _files.ReadAll();
        var after = PortShares.Of(before, wanted);
        return wanted.Keys.Where(machine => _files.ErrorOf(machine) is not null || !after[machine].ToHashSet().SetEquals(before.GetValueOrDefault(machine, []))).ToHashSet();
    }

    /// <summary>Whether anything is in force.</summary>
    public bool HasAny() => _files.ReadAll().Count > 0;

    /// <summary>What of a machine's is in force.</summary>
    public IReadOnlyList<ActiveForward> InForce(Guid machine) => _files.Read(machine);

    /// <summary>Whether it is the host whose firewall forwards are in, and whose libvirt calls the hook: QEMU's of the system, on WebConsole's host.</summary>
    public static bool IsHere(HostStatus? host) => host is { Facts: { IsLocal: true } facts } && facts.Driver.Equals("QEMU", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(host.Uri, UriKind.Absolute, out var uri) && uri.AbsolutePath is "/system";

    /// <summary>The definition of a network that a machine's forwards go by: in force, or for its next start where machine or network are off.</summary>
    private static NetworkXml? NetworkOf(InventorySnapshot inventory, Machine machine, string name) =>
        inventory.Networks.Values.FirstOrDefault(known => known.Host == machine.Id.Host && known.Name == name) is { } known && NetworkXml.TryParse(machine.IsActive && known.Active ? known.Xml : known.InactiveXml ?? known.Xml, out var network) ? network : null;

    /// <summary>The address that a card has by its lease, where that is not the one kept for it: the port leads past it until it renews the lease.</summary>
    private static string? OtherAddress(InventorySnapshot inventory, Machine machine, string network, string card, string kept)
    {
        var leased = inventory.Leases.GetValueOrDefault((machine.Id.Host, network), []).Where(lease => lease.Type is Libvirt.IPAddressType.IPv4 && string.Equals(lease.HardwareAddress, card, StringComparison.OrdinalIgnoreCase)).Select(lease => lease.Address).ToList();
        return leased.Count == 0 || leased.Contains(kept) ? null : leased[^1];
    }

    /// <summary>Most machines have none, and to find that out is cheap.</summary>
    public static bool Mentions(string xml) => xml.Contains(DomainXml.WebConsoleNamespace, StringComparison.Ordinal) && xml.Contains("forward", StringComparison.Ordinal);

    private static IReadOnlyList<ActiveForward> Wanted(InventorySnapshot inventory, Machine machine) =>
        machine.IsActive && Mentions(machine.Xml) && DomainXml.TryParse(machine.Xml, out var domain) ? ActiveForward.AllOf(domain, name => inventory.Networks.Values.FirstOrDefault(known => known.Host == machine.Id.Host && known.Name == name) is { Active: true } known && NetworkXml.TryParse(known.Xml, out var network) ? network : null) : [];

    /// <summary>The machine to which a port leads that this one wants.</summary>
    private Guid? OwnerOf(Forward forward) => _files.ReadAll().Where(known => known.Value.Any(other => other.What != forward && other.What.Overlaps(forward))).Select(known => (Guid?)known.Key).FirstOrDefault();

    private static string NameOf(InventorySnapshot inventory, Machine machine, Guid taker) => inventory.Machines.GetValueOrDefault(machine.Id with { Uuid = taker })?.Name ?? "another machine";
}
