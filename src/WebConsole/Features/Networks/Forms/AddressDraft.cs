using System.Net;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Making;

namespace WebConsole.Features.Networks.Forms;

/// <summary>What was entered of a network's addresses, of one kind.</summary>
internal sealed class AddressDraft
{
    /// <summary>Whether the network has such addresses.</summary>
    public bool IsOn { get; set; }

    public string? Address { get; set; }

    public int? Prefix { get; set; }

    public bool Dhcp { get; set; } = true;

    public string? Start { get; set; }

    public string? End { get; set; }

    public IReadOnlyList<AddressRange> More { get; set; } = [];

    public IReadOnlyList<NewDhcpHost> Hosts { get; set; } = [];

    public string? TftpRoot { get; set; }

    public string? BootFile { get; set; }

    /// <summary>Whether somebody has entered a range: then it follows the address no more.</summary>
    public bool IsRangeOwn { get; set; }

    public NewAddress? Asked => !IsOn ? null : new NewAddress(Address?.Trim(), Prefix, Dhcp && HasRange ? new AddressRange(Start?.Trim(), End?.Trim()) : null, Dhcp && More.Count > 0 ? More : null, Dhcp && Hosts.Count > 0 ? Hosts : null,
        NoneIfEmpty(TftpRoot), Dhcp ? NoneIfEmpty(BootFile) : null);

    /// <summary>Fixed addresses alone need no range.</summary>
    private bool HasRange => Hosts.Count == 0 || !string.IsNullOrWhiteSpace(Start) || !string.IsNullOrWhiteSpace(End);

    /// <summary>Takes what is there, to be edited.</summary>
    public void Take(NewAddress? stands)
    {
        IsOn = stands is not null;
        if (stands is null)
            return;
        (Address, Prefix, Dhcp, IsRangeOwn) = (stands.Address, stands.Prefix, stands.Dhcp is not null || stands.Hosts is not null, true);
        (Start, End, More, Hosts, TftpRoot, BootFile) = (stands.Dhcp?.Start, stands.Dhcp?.End, stands.MoreDhcp ?? [], stands.Hosts ?? [], stands.TftpRoot, stands.BootFile);
    }

    /// <summary>Fills in a free range.</summary>
    public void Propose(IPNetwork range)
    {
        (Address, Prefix, IsRangeOwn) = (IpNetworks.At(range, 1).ToString(), range.PrefixLength, false);
        Follow();
    }

    /// <summary>Lets the range of DHCP follow the address and the prefix, as long as nobody has entered another.</summary>
    public void Follow()
    {
        if (IsRangeOwn || Prefix is not { } prefix || !IpText.TryParse(Address, out var address) || prefix < 8 || prefix > IpNetworks.Bits(address) - 2)
            return;
        var range = IpNetworks.Around(address, prefix);
        // Of IPv6 a part: nobody needs billions, and libvirt takes no more in one range. Of a large IPv4 network the same.
        var last = IpNetworks.Size(range) > 65536 ? IpNetworks.At(range, 0x1000) : IpNetworks.At(range, -2);
        (Start, End) = (IpNetworks.At(range, 2).ToString(), last.ToString());
    }

    /// <summary>The network of the address as it is entered; <c>null</c> while that can't be read.</summary>
    private IPNetwork? Now => Prefix is { } prefix && IpText.TryParse(Address, out var address) && prefix >= 8 && prefix <= IpNetworks.Bits(address) - 2 ? IpNetworks.Around(address, prefix) : null;

    /// <summary>The network to which range and fixed addresses can move, after the address of the host went there without them; <c>null</c> where all lie in it, or do not fit.</summary>
    public IPNetwork? WhereTo => IsRangeOwn && Dhcp && Now is { } now && Texts.Any(text => Moved(text, now) != text) ? now : null;

    private IEnumerable<string?> Texts => [Start, End, .. More.SelectMany(range => new[] { range.Start, range.End }), .. Hosts.Select(host => host.Ip)];

    /// <summary>Moves range and fixed addresses to the network of the address, where each keeps its place.</summary>
    public void Move()
    {
        if (WhereTo is not { } now)
            return;
        (Start, End) = (Moved(Start, now), Moved(End, now));
        More = [.. More.Select(range => new AddressRange(Moved(range.Start, now), Moved(range.End, now)))];
        Hosts = [.. Hosts.Select(host => host with { Ip = Moved(host.Ip, now) })];
    }

    /// <summary>The address at the same place of another network; itself where it lies there, or is none of that kind.</summary>
    private static string? Moved(string? text, IPNetwork to) => IpText.TryParse(text?.Trim(), out var address) && address.AddressFamily == to.BaseAddress.AddressFamily && !to.Contains(address)
        ? IpNetworks.At(to, IpNetworks.NumberOf(address) - IpNetworks.NumberOf(IpNetworks.Around(address, to.PrefixLength).BaseAddress)).ToString() : text;

    private static string? NoneIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
