using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>Hosts of libvirt's test driver, connected and read as the product does.</summary>
public abstract class SupervisedHosts : IAsyncDisposable
{
    private readonly MachineEdges _edges = new();
    private HypervisorGateway? _gateway;
    private InventoryCollector? _collector;
    private ConnectionSupervisor? _supervisor;

    protected InventoryStore Store { get; } = new();

    protected HypervisorGateway Gateway => _gateway!;

    private protected InventoryCollector Collector => _collector!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
            await _supervisor.StopAsync(CancellationToken.None);
        _supervisor?.Dispose();
        _gateway?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected HostStatus Host(string name) => Store.Current.Host(name)!;

    protected Task StartAsync(params (string Name, string Uri)[] hosts) => StartAsync(TimeProvider.System, hosts);

    protected Task StartAsync(TimeProvider time, params (string Name, string Uri)[] hosts)
    {
        Create(time, hosts);
        return BeginAsync(hosts.Length);
    }

    protected void Create(TimeProvider time, params (string Name, string Uri)[] hosts) =>
        Create(time, gateway => new InventoryCollector(gateway, Store, NullLogger<InventoryCollector>.Instance), hosts);

    private protected void Create(TimeProvider time, Func<HypervisorGateway, InventoryCollector> collector, params (string Name, string Uri)[] hosts)
    {
        _gateway = new HypervisorGateway(hosts.Select(host => new ConfiguredHost(host.Name, host.Uri)), time);
        _collector = collector(_gateway);
        _supervisor = new ConnectionSupervisor(_gateway, Store, _collector, _edges, time, NullLogger<ConnectionSupervisor>.Instance);
    }

    protected async Task BeginAsync(int hosts)
    {
        await _supervisor!.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => Store.Current.Hosts.Length == hosts, Cancellation);
    }

    protected static XElement Pool(Guid uuid, params IEnumerable<string> volumes) => new("pool", new XAttribute("type", "dir"),
        new XElement("name", "images"), new XElement("uuid", uuid), new XElement("target", new XElement("path", "/srv/images")),
        volumes.Select(name => new XElement("volume", new XElement("name", name), new XElement("capacity", new XAttribute("unit", "GiB"), 20),
            new XElement("target", new XElement("path", $"/srv/images/{name}")))));
}
