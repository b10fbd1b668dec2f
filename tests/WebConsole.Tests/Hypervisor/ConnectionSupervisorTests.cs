using System.Net.Sockets;
using System.Threading.Channels;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class ConnectionSupervisorTests : IAsyncDisposable
{
    private readonly InventoryStore _store = new();
    private readonly MachineEdges _edges = new();
    private HypervisorGateway? _gateway;
    private InventoryCollector? _collector;
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
        Assert.Equal("TEST", Host("demo").Facts?.Driver);
        await Eventually.TrueAsync(() => _store.Current.StoragePools.Values.SingleOrDefault()?.Name == "default-pool", Cancellation);
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
    public async Task ChangeWithoutAnEvent_IsThereWhenTheTaskEnds()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        await using var rig = new OperationsRig(gateway: _gateway, inventory: _store);

        var command = TestActions.Create("autostart-on", _store.Current.Machines[id], Host("demo"));
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(command, TestUsers.With(Role.Administrator))).State);
        Assert.True(_store.Current.Machines[id].Autostart);
    }

    [Fact]
    public async Task VolumesOfAPool_AreReadWheneverItIs()
    {
        var key = (Host: "demo", Pool: Guid.NewGuid());
        using var file = new TestHostFile([Pool(key.Pool, "web-01.qcow2", "debian.iso")]);
        await StartAsync((key.Host, file.Uri));
        await Eventually.TrueAsync(() => Volumes() is ["debian.iso", "web-01.qcow2"], Cancellation);
        var volume = _store.Current.Volumes[key].Listed[1];
        Assert.Equal(("/srv/images/web-01.qcow2", 20L << 30), (volume.Path, volume.CapacityBytes));

        await ChangeAsync(pool => pool.Stop());
        await Eventually.TrueAsync(() => Volumes() is [], Cancellation);

        await ChangeAsync(pool => pool.Start());
        await Eventually.TrueAsync(() => Volumes() is [_, _], Cancellation);

        string[]? Volumes() => _store.Current.Volumes.TryGetValue(key, out var volumes) ? [.. volumes.Listed.Select(volume => volume.Name)] : null;

        Task ChangeAsync(Action<Libvirt.StoragePool> change) => _gateway!.RunAsync(key.Host, Lane.Commands, connection =>
        {
            using var pool = connection.LookupStoragePool(key.Pool);
            change(pool);
            return 0;
        }, Cancellation);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task StorageThatDoesNotAnswer_HoldsUpNothingElseAndIsTold()
    {
        var time = new FakeTimeProvider();
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile([Pool(Guid.NewGuid())], ("web-01", id));
        using var stuck = new ManualResetEventSlim();
        Create(time, ("demo", file.Uri));
        for (var i = 0; i < LaneLimits.Of(Lane.Storage).Most; i++)
        {
            var begun = new TaskCompletionSource();
            _ = _gateway!.RunAsync("demo", Lane.Storage, _ => { begun.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
            await begun.Task.WaitAsync(Cancellation);
            time.Advance(LaneLimits.Of(Lane.Storage).Patience);
        }

        await BeginAsync(1);
        await Eventually.TrueAsync(() => Host("demo") is { Connection: ConnectionState.Connected, StorageSilent: true }, Cancellation);
        await _gateway!.RunAsync(id, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);
        await Eventually.TrueAsync(() => _store.Current.Machines[id].State is MachineState.Paused, Cancellation);
        Assert.True(Host("demo").StorageUnread);

        stuck.Set();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Host("demo") is { StorageUnread: false, StorageSilent: false };
        }, Cancellation);
        Assert.Single(_store.Current.StoragePools);
    }

    /// <summary>
    /// The clock only advances by the time of a slow call, so that no time limit passes: a call that waits for QEMU
    /// waits forever.
    /// </summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task QemuThatDoesNotSayWhichDiskFailed_HoldsUpNoListAndNoEvent()
    {
        var (first, second, sound) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var file = new TestHostFile(("full-01", first), ("full-02", second), ("web-01", sound));
        using var stuck = new ManualResetEventSlim();
        var asked = 0;
        var time = new FakeTimeProvider();
        Create(time, gateway => new InventoryCollector(gateway, _store, NullLogger<InventoryCollector>.Instance)
        {
            MachineOf = (domain, host) => MachineReader.Read(domain, host) is var read && read.Id == sound ? read : read with { State = MachineState.Paused, Reason = MachineReason.IoError },
            DiskErrorsOf = _ => { Interlocked.Increment(ref asked); stuck.Wait(Cancellation); return [new DiskError("vda", NoSpace: true)]; },
        }, ("demo", file.Uri));
        await BeginAsync(1);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) == 1, Cancellation);
        time.Advance(LaneLimits.Slow);
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        await _gateway!.RunAsync(sound, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);
        await Eventually.TrueAsync(() => _store.Current.Machines[sound].State is MachineState.Paused, Cancellation);
        Assert.Equal(1, Volatile.Read(ref asked));

        stuck.Set();
        await Eventually.TrueAsync(() => _store.Current.Machines[first].DiskErrors is [_] && _store.Current.Machines[second].DiskErrors is [_], Cancellation);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task QemuThatDoesNotSayWhichDiskFailed_DoesNotHideTheDisksOfOthers()
    {
        var (first, second) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var file = new TestHostFile(("full-01", first), ("full-02", second));
        using var stuck = new ManualResetEventSlim();
        var asked = 0;
        var time = new FakeTimeProvider();
        Create(time, gateway => new InventoryCollector(gateway, _store, NullLogger<InventoryCollector>.Instance)
        {
            MachineOf = (domain, host) => MachineReader.Read(domain, host) with { State = MachineState.Paused, Reason = MachineReason.IoError },
            DiskErrorsOf = _ =>
            {
                if (Interlocked.Increment(ref asked) == 1)
                    stuck.Wait(Cancellation);
                return [new DiskError("vda", NoSpace: true)];
            },
        }, ("demo", file.Uri));
        await BeginAsync(1);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return _store.Current.Machines.Values.Count(machine => machine.DiskErrors is [_]) == 1;
        }, Cancellation);
        stuck.Set();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return _store.Current.Machines.Values.All(machine => machine.DiskErrors is [_]);
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

    [Fact]
    public async Task ReadingThatFailsAfterTheConnect_IsToldAndTheHostConnectedAgain()
    {
        var time = new FakeTimeProvider();
        using var stuck = new ManualResetEventSlim();
        await StartAsync(time, ("demo", "test:///default"));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        var limits = LaneLimits.Of(Lane.Inventory);
        for (var i = 0; i < limits.Most; i++)
        {
            var inside = new TaskCompletionSource();
            _ = _gateway!.RunAsync("demo", Lane.Inventory, _ => { inside.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
            await inside.Task.WaitAsync(Cancellation);
            time.Advance(limits.Patience);
        }
        // The lane refuses the slow list.
        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return Host("demo").Connection is ConnectionState.Disconnected; }, Cancellation);
        Assert.Contains("have not come back", Host("demo").Error, StringComparison.Ordinal);
        stuck.Set();

        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return Host("demo").Connection is ConnectionState.Connected; }, Cancellation);
        Assert.Null(Host("demo").Error);
    }

    [Fact]
    public async Task MachineThatWasBusyWhenItShouldHaveBeenRead_IsReadAfterwards()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        using var stuck = new ManualResetEventSlim();
        var inside = new TaskCompletionSource();
        var other = _gateway!.RunAsync(id, Lane.Inventory, _ => { inside.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
        await inside.Task.WaitAsync(Cancellation);
        _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.Remove(id) });

        var read = _store.AskFor(id);
        Assert.False(await _collector!.RereadAsync(new ConfiguredHost("demo", file.Uri), id, Channel.CreateUnbounded<MachineId>(), Cancellation));
        Assert.False(read.IsCompleted);
        Assert.Empty(_store.Current.Machines);
        stuck.Set();
        await other;

        await read.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Contains(id, _store.Current.Machines.Keys);
    }

    [Fact]
    public async Task MachineWhoseDefinitionCannotBeRead_IsKnownWithoutItsDetails()
    {
        var (odd, sound) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var directory = new TemporaryDirectory();
        // libvirt accepts an undeclared prefix.
        await File.WriteAllTextAsync(directory["host.xml"], $"<node>{Domain("odd", odd, "<metadata><a:one xmlns:a='urn:a'><odd:two/></a:one></metadata>")}{Domain("sound", sound, "")}</node>", Cancellation);

        await StartAsync(("demo", $"test://{directory["host.xml"]}"));

        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        var machine = _store.Current.Machines[odd];
        Assert.False(Libvirt.Xml.DomainXml.TryParse(machine.Xml, out _));
        Assert.Equal(("odd", MachineState.Running, 2), (machine.Name, machine.State, machine.VirtualCpus));
        Assert.Equal("sound", _store.Current.Machines[sound].Name);

        static string Domain(string name, MachineId id, string more) =>
            $"<domain type='test'><name>{name}</name><uuid>{id.Uuid}</uuid><memory>65536</memory><vcpu>2</vcpu><os><type>hvm</type></os>{more}</domain>";
    }

    [Fact]
    public async Task ConnectionThatDoesNotOpen_DelaysNoStop()
    {
        using var directory = new TemporaryDirectory();
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(directory["silent"]));
        silent.Listen();
        using var connector = new HostConnector(new ConfiguredHost("silent", $"qemu+unix:///system?socket={directory["silent"]}"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var opening = HostSession.OpenAsync(connector, stop.Token);
        using var client = await silent.AcceptAsync(Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }

    private HostStatus Host(string name) => _store.Current.Host(name)!;

    private Task StartAsync(params (string Name, string Uri)[] hosts) => StartAsync(TimeProvider.System, hosts);

    private Task StartAsync(TimeProvider time, params (string Name, string Uri)[] hosts)
    {
        Create(time, hosts);
        return BeginAsync(hosts.Length);
    }

    private void Create(TimeProvider time, params (string Name, string Uri)[] hosts) =>
        Create(time, gateway => new InventoryCollector(gateway, _store, NullLogger<InventoryCollector>.Instance), hosts);

    private void Create(TimeProvider time, Func<HypervisorGateway, InventoryCollector> collector, params (string Name, string Uri)[] hosts)
    {
        _gateway = new HypervisorGateway(hosts.Select(host => new ConfiguredHost(host.Name, host.Uri)), time);
        _collector = collector(_gateway);
        _supervisor = new ConnectionSupervisor(_gateway, _store, _collector, _edges, time, NullLogger<ConnectionSupervisor>.Instance);
    }

    private async Task BeginAsync(int hosts)
    {
        await _supervisor!.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => _store.Current.Hosts.Length == hosts, Cancellation);
    }

    private static XElement Pool(Guid uuid, params IEnumerable<string> volumes) => new("pool", new XAttribute("type", "dir"),
        new XElement("name", "images"), new XElement("uuid", uuid), new XElement("target", new XElement("path", "/srv/images")),
        volumes.Select(name => new XElement("volume", new XElement("name", name), new XElement("capacity", new XAttribute("unit", "GiB"), 20),
            new XElement("target", new XElement("path", $"/srv/images/{name}")))));
}
