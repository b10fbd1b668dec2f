using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class ConnectionSupervisorTests : IAsyncDisposable
{
    private readonly InventoryStore _store = new();
    private HypervisorGateway? _gateway;
    private ConnectionSupervisor? _supervisor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
            await _supervisor.StopAsync(CancellationToken.None);
        _supervisor?.Dispose();
        _gateway?.Dispose();
    }

    [Fact]
    public async Task HostThatConnects_IsListed()
    {
        await StartAsync(("demo", "test:///default"));

        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        Assert.Equal("test", Assert.Single(_store.Current.Machines.Values).Name);
        Assert.Equal("default", Assert.Single(_store.Current.Networks.Values).Name);
        Assert.Equal("default-pool", Assert.Single(_store.Current.StoragePools.Values).Name);
        Assert.Equal("TEST", Host("demo").Facts?.Driver);
    }

    [Fact]
    public async Task ChangeMadeByACommand_ArrivesByItsEvent()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => _store.Current.Machines.GetValueOrDefault(id)?.State is MachineState.Running, Cancellation);

        await _gateway!.RunAsync(id, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);

        await Eventually.TrueAsync(() => _store.Current.Machines[id].State is MachineState.Paused, Cancellation);
    }

    [Fact]
    public async Task VolumesOfAPool_AreReadWheneverItIs()
    {
        var key = (Host: "demo", Pool: Guid.NewGuid());
        using var file = new TestHostFile([Pool(key.Pool, "web-01.qcow2", "debian.iso")]);
        await StartAsync((key.Host, file.Uri));
        await Eventually.TrueAsync(() => Volumes() is ["debian.iso", "web-01.qcow2"], Cancellation);
        var volume = _store.Current.Volumes[key][1];
        Assert.Equal(("/srv/images/web-01.qcow2", 20L << 30), (volume.Path, volume.CapacityBytes));

        await ChangeAsync(pool => pool.Stop());
        await Eventually.TrueAsync(() => Volumes() is [], Cancellation);

        await ChangeAsync(pool => pool.Start());
        await Eventually.TrueAsync(() => Volumes() is [_, _], Cancellation);

        string[]? Volumes() => _store.Current.Volumes.TryGetValue(key, out var volumes) ? [.. volumes.Select(volume => volume.Name)] : null;

        Task ChangeAsync(Action<Libvirt.StoragePool> change) => _gateway!.RunAsync(key.Host, Lane.Commands, connection =>
        {
            using var pool = connection.LookupStoragePool(key.Pool);
            change(pool);
            return 0;
        }, Cancellation);
    }

    [Theory]
    [InlineData("test:///nowhere/at/all.xml")]
    [InlineData("nosuchdriver:///system")]
    [InlineData("qemu+unix:///system?socket=/nowhere/libvirt-sock")]
    [InlineData("not a uri")]
    public async Task HostThatDoesNotConnect_SaysWhatLibvirtSaidAndWhatToDo(string uri)
    {
        await StartAsync(("broken", uri), ("demo", "test:///default"));

        await Eventually.TrueAsync(() => Host("broken").Connection is ConnectionState.Disconnected, Cancellation);
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        Assert.False(string.IsNullOrWhiteSpace(Host("broken").Error));
        Assert.False(string.IsNullOrWhiteSpace(Host("broken").Advice));
    }

    private HostStatus Host(string name) => _store.Current.Host(name)!;

    private async Task StartAsync(params (string Name, string Uri)[] hosts)
    {
        _gateway = new HypervisorGateway(hosts.Select(host => new ConfiguredHost(host.Name, host.Uri)), TimeProvider.System);
        var collector = new InventoryCollector(_gateway, _store, NullLogger<InventoryCollector>.Instance);
        _supervisor = new ConnectionSupervisor(_gateway, _store, collector, TimeProvider.System, NullLogger<ConnectionSupervisor>.Instance);
        await _supervisor.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => _store.Current.Hosts.Length == hosts.Length, Cancellation);
    }

    private static XElement Pool(Guid uuid, params IEnumerable<string> volumes) => new("pool", new XAttribute("type", "dir"),
        new XElement("name", "images"), new XElement("uuid", uuid), new XElement("target", new XElement("path", "/srv/images")),
        volumes.Select(name => new XElement("volume", new XElement("name", name), new XElement("capacity", new XAttribute("unit", "GiB"), 20),
            new XElement("target", new XElement("path", $"/srv/images/{name}")))));
}
