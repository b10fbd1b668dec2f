using System.Collections.Concurrent;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Capabilities;

/// <summary>
/// Keeps what machines can have on each host. libvirt is asked once for each kind of machine, by a worker of the host's lane,
/// and again when the host was away meanwhile or <see cref="Forget"/> was called.
/// </summary>
public sealed class DomainCapabilitiesKeeper : IDisposable
{
    /// <summary>Kinds of machine of one host. A document with 200 CPU models takes half a megabyte.</summary>
    internal const int Most = 32;

    private readonly HypervisorGateway _gateway;
    private readonly InventoryStore _store;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<DomainKind, Answer>> _hosts = [];

    public DomainCapabilitiesKeeper(HypervisorGateway gateway, InventoryStore store)
    {
        (_gateway, _store) = (gateway, store);
        store.Changed += Look;
    }

    /// <summary>Asks libvirt; a test has its own answer.</summary>
    internal Func<LibvirtConnection, DomainKind, string> Ask { get; init; } =
        (connection, kind) => connection.GetDomainCapabilities(arch: kind.Arch, machine: kind.MachineType, domainType: kind.DomainType);

    /// <summary>What such a machine can have; <c>null</c> where the driver does not say. Several callers share the document, and none changes it.</summary>
    /// <exception cref="HypervisorException">There is no such host, or libvirt does not answer in time, or not in words that can be understood.</exception>
    /// <exception cref="LibvirtException">The host runs no such machines, or its daemon is away.</exception>
    public Task<DomainCapabilitiesXml?> GetAsync(string host, DomainKind kind, CancellationToken cancellationToken = default)
    {
        var known = _hosts.GetOrAdd(host, _ => []);
        if (known.Count >= Most && !known.ContainsKey(kind))
            known.Clear();
        // One caller that goes away does not end the call of the others.
        return known.GetOrAdd(kind, _ => new Answer(answer => ReadAsync(host, kind, known, answer))).Reading.WaitAsync(cancellationToken);
    }

    /// <summary>What <see cref="GetAsync"/> has read, without waiting; <c>null</c> where that has not happened yet.</summary>
    public DomainCapabilitiesXml? Known(string host, DomainKind kind) =>
        _hosts.GetValueOrDefault(host)?.GetValueOrDefault(kind)?.Known;

    /// <summary>Has libvirt asked again, for example because firmware was installed on the host.</summary>
    public void Forget(string host) => _hosts.TryRemove(host, out _);

    internal int Count(string host) => _hosts.TryGetValue(host, out var known) ? known.Count : 0;

    public void Dispose() => _store.Changed -= Look;

    private async Task<DomainCapabilitiesXml?> ReadAsync(string host, DomainKind kind, ConcurrentDictionary<DomainKind, Answer> known, Answer answer)
    {
        try
        {
            return answer.Known = await _gateway.RunAsync(host, Lane.Commands, connection => Read(Ask(connection, kind)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.NoSupport)
        {
            return null;
        }
        catch
        {
            known.TryRemove(kind, out _);
            throw;
        }
    }

    private static DomainCapabilitiesXml Read(string answer) => DomainCapabilitiesXml.TryParse(answer, out var capabilities) ? capabilities
        : throw new HypervisorException("libvirt's answer about what machines can have can't be understood");

    private void Look(InventoryChange change)
    {
        if (!change.Touches(ObjectKind.Host))
            return;
        foreach (var host in _hosts.Keys.Where(host => change.After.Host(host) is not { Connection: ConnectionState.Connected or ConnectionState.Degraded }))
            Forget(host);
    }

    private sealed class Answer
    {
        private readonly Lazy<Task<DomainCapabilitiesXml?>> _reading;

        public Answer(Func<Answer, Task<DomainCapabilitiesXml?>> read) => _reading = new(() => read(this));

        public Task<DomainCapabilitiesXml?> Reading => _reading.Value;

        public DomainCapabilitiesXml? Known { get; set; }
    }
}
