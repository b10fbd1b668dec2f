using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Reads the forwards of machines, and which of them are in force.</summary>
internal sealed class ForwardReader(ForwardPlaces places)
{
    public ForwardPlaces Places => places;

    private readonly Firewall _firewall = new(places);

    /// <summary>Those of a machine's definition for its next start, and those that the firewall has still.</summary>
    public IReadOnlyList<MachineForward> Of(InventorySnapshot inventory, Machine machine)
    {
        var isLocal = IsLocal(inventory, machine);
        // A file of a machine that is off is one of a hook that has failed.
        var active = isLocal ? _firewall.Read(machine.Id.Uuid) : [];
        var stands = Mentions(machine.InactiveXml ?? machine.Xml) && DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) ? domain : null;
        if (stands is null && active.Count == 0)
            return [];
        var error = isLocal ? ErrorOf(machine.Id.Uuid) : null;
        var defined = stands is null ? [] : Forward.AllOf(stands);
        return [.. defined.Select(forward => Shown(forward)), .. active.Where(known => !defined.Contains(known.What)).Select(known => new MachineForward(machine, known.What, null, known.Machine, ForwardState.Closing, error))];

        MachineForward Shown(Forward forward)
        {
            var name = ActiveForward.NetworkOf(stands!, forward.Card);
            var network = name is null ? null : NetworkOf(inventory, machine, name);
            var kept = network is null ? null : ActiveForward.KeptIn(network, forward.Card);
            var state = active.Any(known => known.What == forward && known.Machine == kept?.Address) ? ForwardState.Active
                : !isLocal ? ForwardState.Unknown : network?.ForwardMode is not "nat" ? ForwardState.NoCard : kept is null ? ForwardState.NoAddress
                : !places.HasHook ? ForwardState.NoHook : !machine.IsActive ? ForwardState.Off : error is not null ? ForwardState.Failed : ForwardState.Waiting;
            return new MachineForward(machine, forward, name, kept?.Address, state, error);
        }
    }

    /// <summary>What a running machine's forwards come to now.</summary>
    public static IReadOnlyList<ActiveForward> Wanted(InventorySnapshot inventory, Machine machine) =>
        machine.IsActive && Mentions(machine.Xml) && DomainXml.TryParse(machine.Xml, out var domain) ? ActiveForward.AllOf(domain, name => inventory.Networks.Values.FirstOrDefault(known => known.Host == machine.Id.Host && known.Name == name) is { Active: true } known && NetworkXml.TryParse(known.Xml, out var network) ? network : null) : [];

    /// <summary>Whether the firewall has another than these.</summary>
    public bool Differs(Guid machine, IReadOnlyList<ActiveForward> wanted) => !_firewall.Read(machine).ToHashSet().SetEquals(wanted);

    public static bool IsLocal(InventorySnapshot inventory, Machine machine) => inventory.Host(machine.Id.Host)?.Facts?.IsLocal is true;

    /// <summary>The definition of a network for its next start.</summary>
    public static NetworkXml? NetworkOf(InventorySnapshot inventory, Machine machine, string name) =>
        inventory.Networks.Values.FirstOrDefault(known => known.Host == machine.Id.Host && known.Name == name) is { } known && NetworkXml.TryParse(known.InactiveXml ?? known.Xml, out var network) ? network : null;

    /// <summary>Most machines have none, and to find that out is cheap.</summary>
    public static bool Mentions(string xml) => xml.Contains(DomainXml.WebConsoleNamespace, StringComparison.Ordinal) && xml.Contains("forward", StringComparison.Ordinal);

    private string? ErrorOf(Guid machine)
    {
        try
        {
            return File.ReadAllText(places.ErrorOf(machine));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
