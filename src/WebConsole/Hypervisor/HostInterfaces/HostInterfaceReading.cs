using System.Collections.Immutable;
using System.Net;
using WebConsole.Text;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The network interfaces of a host at one moment.</summary>
/// <param name="Host">The host's configured name.</param>
/// <param name="All">By their names.</param>
/// <param name="At">When they were read.</param>
public sealed record HostInterfaceReading(string Host, ImmutableArray<HostInterface> All, DateTimeOffset At)
{
    /// <summary>The most interfaces that are looked at.</summary>
    public const int Most = 4096;

    /// <summary>Whether the host's kernel told them; libvirt tells less.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The name servers that the host asks; not those of a resolver on the host itself.</summary>
    public ImmutableArray<string> Nameservers { get; init; } = [];

    /// <summary>Where the host's routes lead, but for the default route, and over which interface.</summary>
    public ImmutableArray<(IPNetwork Range, string Interface)> Routes { get; init; } = [];

    /// <summary>Why they can't be read; what is here was known before.</summary>
    public string? Problem { get; init; }

    public HostInterface? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>A name for a new bridge that nothing has yet.</summary>
    /// <param name="vlan">The VLAN that it is for, which its name tells.</param>
    public string FreeBridgeName(int? vlan = null) => (vlan is { } number ? new[] { $"br{number}" } : []).Concat(Enumerable.Range(0, Most).Select(next => $"br{next}")).First(name => Find(name) is null);

    /// <summary>A name for the interface of a VLAN that nothing has yet; <c>null</c> where there is none.</summary>
    public string? FreeVlanName(string over, int vlan) => new[] { $"{over}.{vlan}", $"vlan{vlan}" }.FirstOrDefault(name => NetworkDeviceName.Mistake(name) is null && Find(name) is null);

    /// <summary>The interface of a VLAN; <c>null</c> where there is none.</summary>
    public HostInterface? VlanOf(string over, int vlan) => LyingOn(over).FirstOrDefault(one => one.VlanId == vlan);

    /// <summary>The ports of a bridge or bond.</summary>
    public IEnumerable<HostInterface> PortsOf(string name) => All.Where(one => one.Master == name);

    /// <summary>What lies on an interface: its VLANs, and cards of machines that share it.</summary>
    public IEnumerable<HostInterface> LyingOn(string name) => All.Where(one => one.Parent == name);

    /// <summary>The same with how fast bytes went since an earlier look; a counter that went back tells nothing.</summary>
    public HostInterfaceReading Since(HostInterfaceReading? before)
    {
        var seconds = before is null ? 0 : (At - before.At).TotalSeconds;
        if (seconds <= 0 || before is null)
            return this;
        var known = before.All.ToDictionary(one => one.Name, StringComparer.Ordinal);
        return this with { All = [.. All.Select(With)] };

        HostInterface With(HostInterface one) => known.GetValueOrDefault(one.Name) is { } then && then.Index == one.Index
            ? one with { ReceivedRate = Rate(then.Received, one.Received), SentRate = Rate(then.Sent, one.Sent) }
            : one;

        double? Rate(long? then, long? now) => then <= now ? (now - then) / seconds : null;
    }
}
