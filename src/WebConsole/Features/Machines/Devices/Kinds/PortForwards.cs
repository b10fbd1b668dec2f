using System.Net;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Ports of the host that lead to the guest of a card in QEMU's own network. The program passt does it.</summary>
internal static class PortForwards
{
    public const string Field = "forwards";

    /// <summary>How many there can be.</summary>
    public const int Most = 64;

    private const string Passt = "passt";

    // 9.0 has it in its schema and refuses it all the same.
    private static readonly Version First = new(9, 1);
    private static readonly string[] Places = ["/usr/bin/passt", "/usr/local/bin/passt"];
    private static readonly string[] Protocols = ["tcp", "udp"];

    /// <summary>Why a host has none; <c>null</c> where it has them, or nobody can say.</summary>
    /// <param name="host">The host.</param>
    /// <param name="exists">Whether there is a file; a test has its own.</param>
    public static string? WhyNone(HostStatus? host, Func<string, bool>? exists = null) => host?.Facts is not { } facts ? null
        : facts.LibvirtVersion < First ? $"libvirt {First} or newer, which can forward ports; this is {facts.LibvirtVersion}."
        : facts.IsLocal && !Places.Any(exists ?? File.Exists) ? "The program passt, which is not installed on this host." : null;

    /// <param name="settings">What is asked for.</param>
    /// <param name="isUser">Whether the card goes through QEMU's own network then.</param>
    /// <param name="host">The machine's host.</param>
    /// <param name="exists">Whether there is a file.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, bool isUser, HostStatus? host, Func<string, bool>? exists = null)
    {
        if (settings.Forwards is not { Count: > 0 } forwards)
            yield break;
        yield return (Field, !isUser ? "Only where the card goes through the host's own connections (user)." : WhyNone(host, exists) is { } why ? $"It needs: {why}"
            : forwards.Count > Most ? $"At most {Most}."
            : settings.Apply is "live" ? "next or both: they change at a start only."
            : Twice(forwards) is { } twice ? $"Port {twice} leads to the guest twice." : null);
        foreach (var (index, forward) in forwards.Take(Most).Index())
        {
            foreach (var (field, mistake) in MistakesOf(forward ?? new PortForward()))
                yield return ($"{Field}[{index}].{field}", mistake);
        }
    }

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        var leaves = CardSettings.SourceOf(settings) is { Type: not "user" };
        if (settings.Forwards is null && !leaves)
            return;
        card.Element.Elements("portForward").Remove();
        if (card.BackendType is Passt)
            card.BackendType = null;
        if (leaves || settings.Forwards is not { Count: > 0 })
            return;
        card.BackendType = Passt;
        foreach (var forward in settings.Forwards)
        {
            var written = card.PortForwards.Add();
            (written.Protocol, written.Address) = (forward.Protocol ?? Protocols[0], string.IsNullOrEmpty(forward.Address) ? null : forward.Address);
            var range = written.Ranges.Add();
            (range.Start, range.End, range.To) = (forward.Port, forward.LastPort == forward.Port ? null : forward.LastPort, forward.GuestPort == forward.Port ? null : forward.GuestPort);
        }
    }

    /// <summary>Those of a card; <c>null</c> where it has others than can be said so.</summary>
    public static IReadOnlyList<PortForward>? Of(InterfaceXml card) =>
        card.PortForwards.All(forward => forward is { Device: null, Ranges.Count: > 0 } && forward.Ranges.All(range => range is { Start: not null, Exclude: not true }))
            ? [.. card.PortForwards.SelectMany(forward => forward.Ranges.Select(range => new PortForward(forward.Protocol, forward.Address, range.Start, range.End, range.To)))]
            : null;

    private static IEnumerable<(string Field, string? Mistake)> MistakesOf(PortForward forward)
    {
        yield return ("protocol", OneOf.Mistake(forward.Protocol, Protocols));
        yield return ("address", string.IsNullOrEmpty(forward.Address) || IPAddress.TryParse(forward.Address, out _) ? null : "An address of the host.");
        yield return ("port", IsPort(forward.Port) ? null : "A number from 1 to 65535.");
        yield return ("lastPort", forward.LastPort is null || (IsPort(forward.LastPort) && forward.LastPort >= forward.Port) ? null : "A port from the first one on.");
        yield return ("guestPort", forward.GuestPort is null || (IsPort(forward.GuestPort) && forward.GuestPort + ((forward.LastPort ?? forward.Port) - forward.Port) <= ushort.MaxValue) ? null : "A number from 1 to 65535, with room for all of them.");
    }

    private static bool IsPort(int? port) => port is >= 1 and <= ushort.MaxValue;

    /// <summary>The first port of one protocol and address that two of them have.</summary>
    private static int? Twice(IReadOnlyList<PortForward> forwards)
    {
        foreach (var same in forwards.Where(forward => IsPort(forward?.Port)).GroupBy(forward => (forward.Protocol ?? Protocols[0], forward.Address ?? "")))
        {
            var last = 0;
            foreach (var forward in same.OrderBy(forward => forward.Port))
            {
                if (forward.Port <= last)
                    return forward.Port;
                last = forward.LastPort ?? forward.Port!.Value;
            }
        }
        return null;
    }
}
