using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using WebConsole.Hosting;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>The addresses and ports of the host that WebConsole runs on, and which of them are taken.</summary>
internal sealed class HostPorts(HostFiles files, IConfiguration settings)
{
    /// <summary>Mapped: how <c>/proc/net/tcp6</c> begins an IPv4 address.</summary>
    private const string Listening = "0A", Unconnected = "07", Mapped = "0000000000000000FFFF0000";

    /// <summary>Its IPv4 addresses but for those that only itself reaches; a test has its own.</summary>
    public Func<IReadOnlyList<string>> Addresses { get; init; } = static () =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(known => known.Address)
            .Where(address => address.AddressFamily is AddressFamily.InterNetwork).Select(address => address.ToString()).Where(Forward.IsAddress).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Who has a port of the host; <c>null</c> for nobody.</summary>
    public string? OwnerOf(Forward wanted)
    {
        if (wanted.Protocol is "tcp" && ListenAddresses.Of(settings).Select(ListenAddresses.TryParse).OfType<BindingAddress>().FirstOrDefault(own => own.Port >= wanted.Port && own.Port <= wanted.LastPort) is { } own)
            return string.Create(CultureInfo.InvariantCulture, $"WebConsole itself answers on port {own.Port}.");
        return Bound(wanted.Protocol, wanted.Address).Where(port => port >= wanted.Port && port <= wanted.LastPort).Order().Select(port => (int?)port).FirstOrDefault() is { } taken
            ? string.Create(CultureInfo.InvariantCulture, $"A program of the host listens on port {taken}: ss -lnp tells which.") : null;
    }

    /// <summary>The ports on which programs of the host listen, on an address or on any.</summary>
    private IEnumerable<int> Bound(string protocol, string? address)
    {
        var state = protocol is "tcp" ? Listening : Unconnected;
        foreach (var line in new[] { protocol, $"{protocol}6" }.SelectMany(file => (files.Read($"proc/net/{file}") ?? "").Split('\n').Skip(1)))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, _, var found, ..] && found == state && local.Split(':') is [var on, var port]
                && int.TryParse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) && Answers(on, address))
                yield return number;
        }
    }

    /// <summary>
    /// Whether a socket takes what comes to an IPv4 address: on 0.0.0.0 and :: what comes to any; on another IPv6 address nothing, but
    /// where an IPv4 one stands in it. What listens on 127.0.0.0/8 takes nothing from outside.
    /// </summary>
    private static bool Answers(string on, string? address)
    {
        if (on.All(digit => digit is '0'))
            return true;
        var four = on.StartsWith(Mapped, StringComparison.OrdinalIgnoreCase) ? on[Mapped.Length..] : on;
        return four.Length == 8 && uint.TryParse(four, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ip)
            && (ip == 0 || ((ip & 0xFF) != 127 && (address is null || new System.Net.IPAddress(ip).ToString() == address)));
    }
}
