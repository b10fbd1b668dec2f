using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Interfaces;

/// <summary>A row of the list of a host's interfaces: one of them, or the line that folds the cards of machines below another.</summary>
/// <param name="Host">The host's configured name.</param>
/// <param name="Name">The interface; of a fold, the interface below which it is.</param>
/// <param name="Level">How deep it stands: a port stands below its bridge.</param>
internal sealed record InterfaceRow(string Host, string Name, int Level)
{
    /// <summary>Deeper than any host is built, so that a host which tells nonsense ends somewhere.</summary>
    private const int Deepest = 8;

    /// <summary>The interface; <c>null</c> for a fold.</summary>
    public HostInterface? One { get; init; }

    public IReadOnlyList<DeviceUse> Users { get; init; } = [];

    /// <summary>Of a fold: how many it holds.</summary>
    public int Folded { get; init; }

    /// <summary>Of a fold: whether it is open.</summary>
    public bool IsOpen { get; init; }

    /// <summary>A name of the row that no other has.</summary>
    public string Key => One is null ? $"{Host}/{Name}/taps" : $"{Host}/{Name}";

    /// <summary>All rows of a host: bridges first, ports below them.</summary>
    /// <param name="reading">The interfaces.</param>
    /// <param name="users">Who uses them.</param>
    /// <param name="isOpen">Whether the fold below an interface is open.</param>
    public static IReadOnlyList<InterfaceRow> Of(HostInterfaceReading reading, InterfaceUsers users, Func<string, bool> isOpen)
    {
        var (rows, drawn) = (new List<InterfaceRow>(), new HashSet<string>(StringComparer.Ordinal));
        var known = reading.All.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var carriers = Carriers(reading);
        var below = reading.All.SelectMany(one => new[] { one.Master, one.Parent }.OfType<string>().Distinct().Where(known.Contains).Select(above => (above, one))).ToLookup(pair => pair.above, pair => pair.one, StringComparer.Ordinal);
        foreach (var one in Ordered(reading.All.Where(one => !known.Contains(one.Master ?? "") && !known.Contains(one.Parent ?? ""))))
            Draw(one, 0);
        // What lies in a circle has no top.
        foreach (var one in Ordered(reading.All.Where(one => !drawn.Contains(one.Name) && !IsFolded(one))))
            Draw(one, 0);
        return rows;

        void Draw(HostInterface one, int level)
        {
            if (level > Deepest || !drawn.Add(one.Name))
                return;
            rows.Add(new InterfaceRow(reading.Host, one.Name, level) { One = one, Users = [.. carriers.Contains(one.Name) ? [new HostDuty("", "default route", true).Use] : Array.Empty<DeviceUse>(), .. users.Of(one.Name)] });
            // A VLAN that is a port of a bridge stands below the bridge.
            foreach (var port in Ordered(below[one.Name].Where(port => !IsFolded(port) && (port.Master is null || port.Master == one.Name || !known.Contains(port.Master)))))
                Draw(port, level + 1);
            HostInterface[] cards = [.. below[one.Name].Where(IsFolded)];
            if (cards.Length == 0)
                return;
            rows.Add(new InterfaceRow(reading.Host, one.Name, level + 1) { Folded = cards.Length, IsOpen = isOpen(one.Name) });
            if (isOpen(one.Name))
                rows.AddRange(cards.OrderBy(card => card.Name, NaturalOrder.Instance).Select(card => new InterfaceRow(reading.Host, card.Name, level + 2) { One = card, Users = users.Of(card.Name) }));
        }
    }

    /// <summary>What the default route goes over: the interface that has the gateway, its ports, and what it lies on.</summary>
    private static HashSet<string> Carriers(HostInterfaceReading reading)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(reading.All.Where(one => one.Gateway is not null).Select(one => one.Name));
        while (next.TryDequeue(out var name))
        {
            if (!found.Add(name))
                continue;
            foreach (var below in reading.PortsOf(name).Where(port => !IsFolded(port) && port.Kind is not InterfaceKind.Veth).Select(port => port.Name).Concat(new[] { reading.Find(name)?.Parent }.OfType<string>()))
                next.Enqueue(below);
        }
        return found;
    }

    /// <summary>Cards of machines: a host has hundreds of them.</summary>
    private static bool IsFolded(HostInterface one) => one.Kind is InterfaceKind.Tap or InterfaceKind.Macvtap && (one.Master ?? one.Parent) is not null;

    private static IEnumerable<HostInterface> Ordered(IEnumerable<HostInterface> interfaces) => interfaces.OrderBy(one => Rank(one.Kind)).ThenBy(one => one.Name, NaturalOrder.Instance);

    private static int Rank(InterfaceKind kind) => kind switch
    {
        InterfaceKind.Bridge => 0,
        InterfaceKind.OpenVSwitch => 1,
        InterfaceKind.Bond => 2,
        InterfaceKind.Card => 3,
        InterfaceKind.Wireless => 4,
        InterfaceKind.Vlan => 5,
        InterfaceKind.Loopback => 9,
        _ => 6,
    };
}
