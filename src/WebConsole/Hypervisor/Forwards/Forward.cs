using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Ports of the host that lead to a card of a machine on a NAT network.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Address">The host's IPv4 address on which they are open; <c>null</c> for all of them.</param>
/// <param name="Port">The host's port, or the first of several.</param>
/// <param name="LastPort">The last port; the same for one.</param>
/// <param name="Card">The MAC address of the card, in lower case.</param>
/// <param name="To">The machine's port. Several ports keep their numbers, so it is the first one then.</param>
public sealed record Forward(string Protocol, string? Address, int Port, int LastPort, string Card, int To)
{
    /// <summary>How many ports one can have, and how many forwards a machine: each port is a rule of the firewall.</summary>
    public const int MostPorts = 1000, Most = 64;

    /// <summary>SSH: whoever lost it might have no other way to the host.</summary>
    public const int Ssh = 22;

    public static readonly string[] Protocols = ["tcp", "udp"];

    /// <summary>The last of the machine's ports.</summary>
    public int LastTo => To + LastPort - Port;

    /// <summary>The forwards that a definition has, without those that are none: others may have written them.</summary>
    public static IReadOnlyList<Forward> AllOf(DomainXml domain) => [.. domain.HostForwards.Select(Read).OfType<Forward>().Distinct().Take(Most)];

    /// <summary>What is written in a definition; <c>null</c> where anything of it can't be.</summary>
    public static Forward? Read(MachineForwardXml written)
    {
        if (!Protocols.Contains(written.Protocol) || !(written.Address is null || IsAddress(written.Address))
            || PortOf(written.Port) is not { } port || written.Card is not { } card || !MacAddress.IsOfOneCard(card))
            return null;
        var last = written.LastPort is null ? port : PortOf(written.LastPort);
        var to = written.To is null ? port : PortOf(written.To);
        return last is { } end && to is { } first && IsRange(port, end, first) ? new Forward(written.Protocol!, written.Address, port, end, card.ToLowerInvariant(), first) : null;
    }

    public void Write(MachineForwardXml to)
    {
        (to.Protocol, to.Address, to.Card) = (Protocol, Address, Card);
        (to.Port, to.LastPort, to.To) = (Text(Port), LastPort == Port ? null : Text(LastPort), Text(To));
    }

    /// <summary>Whether two of them want a port of the host.</summary>
    public bool Overlaps(Forward other) => Protocol == other.Protocol && (Address is null || other.Address is null || Address == other.Address) && Port <= other.LastPort && other.Port <= LastPort;

    /// <summary>An IPv4 address of one host, as .NET writes it; 0.0.0.0 and what is everybody's are none.</summary>
    public static bool IsAddress(string text) => IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text
        && address.GetAddressBytes()[0] is > 0 and < 224 and not 127;

    /// <summary>Whether the ports may be: SSH's may not be among the host's.</summary>
    public static bool IsRange(int port, int last, int to) => port is > 0 and <= ushort.MaxValue && last is > 0 and <= ushort.MaxValue && last >= port && last - port < MostPorts
        && !(port <= Ssh && last >= Ssh) && to is > 0 and <= ushort.MaxValue && (last == port || to == port);

    private static int? PortOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
