using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WebConsole.CloudInit;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>Several machines from the arguments of one: what has to be unique is counted up.</summary>
internal static partial class MachineSeries
{
    public const int Most = 100;

    /// <summary>The arguments of each machine.</summary>
    public static IEnumerable<NewMachine> Of(NewMachine asked) => Enumerable.Range(0, Math.Clamp(asked.Count ?? 1, 1, Most)).Select(place => At(asked, place));

    /// <summary>The arguments of each container.</summary>
    public static IEnumerable<NewContainer> Of(NewContainer asked) => Enumerable.Range(0, Math.Clamp(asked.Count ?? 1, 1, Most)).Select(place => asked with
    {
        Count = null,
        Name = Name(asked.Name ?? "", place),
        Uuid = Uuid(asked.Uuid, place),
        Root = asked.Root is { Volume: { Length: > 0 } folder } ? asked.Root with { Volume = Name(folder, place) } : asked.Root,
        Networks = Cards(asked.Networks, place),
    });

    /// <summary>The names of the machines.</summary>
    public static IEnumerable<string> Names(string name, int count) => Enumerable.Range(0, count).Select(place => Name(name, place));

    /// <summary>web-03 is followed by web-04; of web the first is web-1.</summary>
    public static string Name(string name, int place) => TrailingNumber().Match(name) is { Success: true } number
        ? name[..number.Index] + (long.Parse(number.Value, CultureInfo.InvariantCulture) + place).ToString(CultureInfo.InvariantCulture).PadLeft(number.Length, '0')
        : string.Create(CultureInfo.InvariantCulture, $"{name}{(name.EndsWith('-') ? "" : "-")}{place + 1}");

    /// <summary>The address that follows by so many in the same network; null where it has none.</summary>
    public static string? Address(string address, int place)
    {
        if (address.Split('/') is [var text, var bits] && IPAddress.TryParse(text, out var first) && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= first.GetAddressBytes().Length * 8)
        {
            var next = new IPAddress(Plus(first.GetAddressBytes(), place));
            return new IPNetwork(Masked(first, length), length).Contains(next) && (place == 0 || !IpText.IsEndOf(next, length)) ? $"{next}/{bits}" : null;
        }
        return place == 0 ? address : null;
    }

    /// <summary>The UUIDs of the machines.</summary>
    public static IEnumerable<Guid> Uuids(Guid first, int count) => Enumerable.Range(0, count).Select(place => Uuid(first, place));

    /// <summary>Whether so many MAC addresses begin with the same manufacturer; what is no address is told by the rules of a machine.</summary>
    public static bool HasAddresses(string mac, int count) => !MacAddress.IsOfOneCard(mac) || Mac(mac, Math.Clamp(count, 1, Most) - 1).StartsWith(mac[..8], StringComparison.OrdinalIgnoreCase);

    private static Guid Uuid(Guid first, int place) => place == 0 ? first : new Guid(SHA256.HashData([.. first.ToByteArray(), (byte)place])[..16]);

    private static NewMachine At(NewMachine asked, int place) => asked with
    {
        Count = null,
        // Of one machine: several are refused.
        Definition = null,
        Name = Name(asked.Name ?? "", place),
        Uuid = Uuid(asked.Uuid, place),
        Disks = asked.Disks?.Select(disk => disk is { IsThere: false, Volume: { Length: > 0 } volume } ? disk with { Volume = Path.GetFileNameWithoutExtension(volume) is { Length: > 0 } stem ? Name(stem, place) + volume[stem.Length..] : volume } : disk).ToArray(),
        Networks = Cards(asked.Networks, place),
        CloudInit = asked.CloudInit is { } settings ? At(settings, place) : null,
        Unattended = asked.Unattended is { Hostname: { Length: > 0 } host } unattended ? unattended with { Hostname = HostName(host, place) } : asked.Unattended,
    };

    private static NewInterface[]? Cards(IReadOnlyList<NewInterface>? cards, int place) => cards?.Select(card => card is { Mac.Length: > 0 } ? card with { Mac = Mac(card.Mac, place) } : card).ToArray();

    private static CloudInitSettings At(CloudInitSettings settings, int place) => settings with
    {
        Hostname = settings.Hostname is { Length: > 0 } host ? HostName(host, place) : settings.Hostname,
        Networks = settings.Networks?.OfType<CloudInitNetwork>().Select(network => network with
        {
            Mac = network.Mac is { Length: > 0 } mac ? Mac(mac, place) : network.Mac,
            // What can't be counted up is told by the rules of cloud-init.
            Addresses = network.Addresses?.OfType<string>().Select(address => Address(address, place) ?? $"{address} + {place}").ToArray(),
        }).ToArray(),
    };

    /// <summary>Of web.example.org, the first part.</summary>
    private static string HostName(string host, int place) => host.Split('.', 2) is [var first, var domain] ? $"{Name(first, place)}.{domain}" : Name(host, place);

    private static string Mac(string mac, int place) => MacAddress.IsOfOneCard(mac)
        ? string.Join(':', Plus(Convert.FromHexString(mac.Replace(":", "", StringComparison.Ordinal)), place).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)))
        : mac;

    private static byte[] Plus(byte[] number, int add)
    {
        for (var (at, carry) = (number.Length - 1, add); at >= 0 && carry > 0; at--)
        {
            carry += number[at];
            number[at] = (byte)carry;
            carry >>= 8;
        }
        return number;
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] &= (byte)(0xff << (8 - Math.Clamp(length - at * 8, 0, 8)));
        return new IPAddress(bytes);
    }

    // Longer numbers are no numbers of machines.
    [GeneratedRegex(@"(?<!\d)\d{1,9}\z")]
    private static partial Regex TrailingNumber();
}
