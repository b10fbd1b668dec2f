using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Forms;

/// <summary>The state of the form of a network, new or edited, which its parts share.</summary>
public sealed class NetworkForm
{
    private const int MostMistakes = 4;

    private static readonly string[] AddressParts = ["ipv4.dhcp", "ipv4.moreDhcp", "ipv4.hosts", "ipv6.dhcp", "ipv6.moreDhcp", "ipv6.hosts"];

    private readonly Func<NetworkDraft, Operation> _make;
    private readonly HostNetworks _networks;
    private readonly Func<InventorySnapshot> _inventory;
    private readonly Network? _edited;

    /// <summary>The form of a new network.</summary>
    internal NetworkForm(HostStatus host, ObjectAction action, HostNetworks networks, Func<InventorySnapshot> inventory)
    {
        (Host, _networks, _inventory, Draft) = (host, networks, inventory, new NetworkDraft());
        _make = draft => action.Create(host, host, draft.Asked);
        Propose();
    }

    /// <summary>The form that edits a network.</summary>
    internal NetworkForm(HostStatus host, Network edited, NetworkDraft draft, Func<NetworkDraft, Operation> make, HostNetworks networks, Func<InventorySnapshot> inventory)
    {
        (Host, _edited, _make, _networks, _inventory, Draft) = (host, edited, make, networks, inventory, draft);
        Propose();
    }

    internal NetworkDraft Draft { get; }

    public HostStatus Host { get; }

    internal HostInterfaces Interfaces => HostInterfaces.Of(_inventory(), Host.Name, _networks.Of(Host));

    /// <summary>Those by which packets may leave, or which machines may share.</summary>
    public IReadOnlyList<string> Cards
    {
        get
        {
            var own = _inventory().Networks.Values.Where(network => network.Host == Host.Name).Select(network => network.Bridge).ToHashSet(StringComparer.Ordinal);
            return [.. Interfaces.All.Where(name => name != "lo" && !own.Contains(name) && !name.StartsWith("vnet", StringComparison.Ordinal) && !name.StartsWith("macvtap", StringComparison.Ordinal))];
        }
    }

    public Operation Operation => _make(Draft);

    public IReadOnlyDictionary<string, string[]> Mistakes => Operation.Mistakes(_inventory());

    /// <summary>What the operation says of a field, or of one of the entries that it holds.</summary>
    public string? MistakeOf(string field) => Mistakes is var mistakes && mistakes.TryGetValue(field, out var texts) ? texts[0]
        : mistakes.FirstOrDefault(mistake => mistake.Key.StartsWith(field + "[", StringComparison.Ordinal) && mistake.Key.EndsWith(']')).Value?[0];

    /// <summary>Proposes addresses that nothing of the host has.</summary>
    private void Propose()
    {
        var taken = TakenRanges.Of(_inventory(), Host.Name, _networks.Of(Host));
        if (Draft.Ipv4.Address is null && taken.FreeIpv4() is { } range)
            Draft.Ipv4.Propose(range);
        if (Draft.Ipv6.Address is null)
            Draft.Ipv6.Propose(taken.FreeIpv6(Random.Shared));
    }

    /// <summary>What was looked at, as far as nothing is wrong with it.</summary>
    public IEnumerable<SummaryLine> Checks(Microsoft.Extensions.Localization.IStringLocalizer text)
    {
        var mistakes = Mistakes;
        if (_edited is null && !mistakes.ContainsKey("name"))
            yield return new(text["✓ name free"], "name");
        foreach (var (field, asked, family) in new[] { ("ipv4", Draft.Asked.Ipv4, System.Net.Sockets.AddressFamily.InterNetwork), ("ipv6", Draft.Asked.Ipv6, System.Net.Sockets.AddressFamily.InterNetworkV6) })
        {
            if (asked is not null && new AddressRules(asked, family).Network is { } network && !mistakes.ContainsKey($"{field}.address"))
                yield return new(_networks.Of(Host) is null ? text["✓ {0} overlaps no other virtual network; interfaces and routes of a remote host are not known", network] : text["✓ {0} overlaps no network, interface or route", network], $"{field}.address");
        }
        // A change of the address makes mistakes of fields that nobody has touched.
        foreach (var (field, texts) in mistakes.Where(mistake => _edited is not null && AddressParts.Any(part => mistake.Key.StartsWith(part, StringComparison.Ordinal))).Take(MostMistakes))
            yield return new($"⚠ {texts[0]}", field);
        if (Draft.Asked.DnsmasqOptions is not null)
            yield return new(text["⚠ dnsmasq runs as root for some of its options: only lines that you understand."], "dnsmasqOptions");
    }
}
