using System.Net.Sockets;
using WebConsole.CloudInit;
using WebConsole.CloudInit.Rules;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The fixed addresses that somebody has entered for a network card; lists have commas or blanks between.</summary>
/// <param name="Addresses">With the lengths of their prefixes.</param>
/// <param name="Gateway">Of the kind of the addresses; of both kinds, that of IPv4.</param>
/// <param name="Gateway6">That of IPv6, where there are addresses of both kinds.</param>
/// <param name="Dns">Name servers.</param>
public sealed record CardAddresses(string? Addresses = null, string? Gateway = null, string? Gateway6 = null, string? Dns = null)
{
    private static readonly char[] Between = [',', ' ', ';', '\t'];

    /// <summary>Whether there are addresses of IPv4 and of IPv6.</summary>
    public bool HasBothKinds => Split(Addresses).Select(address => IpText.TryParsePrefix(address, out var read, out _) ? read.AddressFamily : AddressFamily.Unknown).Distinct().Count(kind => kind is not AddressFamily.Unknown) > 1;

    /// <summary>The arguments: what was entered, also what is wrong, which the rules tell.</summary>
    internal CloudInitNetwork Ask() => new(Dhcp: false, Addresses: Split(Addresses), Gateway: One(Gateway), Dns: Split(Dns) is { Length: > 0 } dns ? dns : null, Gateway6: HasBothKinds ? One(Gateway6) : null);

    private static string? One(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Split(string? text) => (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
}
