using System.Collections.Immutable;

namespace Libvirt.Xml;

/// <summary>Servers that are the same where their names and ports are, in this order.</summary>
public sealed class SourceHosts : IEquatable<SourceHosts>
{
    /// <summary>No server.</summary>
    public static readonly SourceHosts None = new([]);

    /// <summary>These servers; without a port, the protocol's own is meant.</summary>
    public SourceHosts(IEnumerable<(string Name, int? Port)> hosts) => All = [.. hosts];

    /// <summary>The servers.</summary>
    public ImmutableArray<(string Name, int? Port)> All { get; }

    /// <inheritdoc/>
    public bool Equals(SourceHosts? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceHosts);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);

    internal static SourceHosts Of(IEnumerable<NetworkHostXml> hosts) => new(hosts.Select(host => (host.Name ?? host.Socket ?? "", host.Port)));

    internal void Write(XmlList<NetworkHostXml> list)
    {
        foreach (var (name, port) in All)
        {
            var host = list.Add();
            (host.Name, host.Port) = (name, port);
        }
    }
}
