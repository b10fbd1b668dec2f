using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

[Trait("Attack", "D6")]
public sealed class StorageKeeperTests : IAsyncDisposable
{
    private readonly InventoryStore _store = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ManualResetEventSlim _stuck = new();
    private readonly HashSet<Guid> _hanging = [];
    private readonly Guid _sound = Guid.NewGuid();
    private readonly Guid[] _others = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
    private readonly TestHostFile _file;
    private readonly ConfiguredHost _host;
    private readonly HypervisorGateway _gateway;
    private readonly StorageKeeper _keeper;
    private Task _run = Task.CompletedTask;
    private int _readings;
    private int _all;

    public StorageKeeperTests()
    {
        _file = new TestHostFile([.. _others.Append(_sound).Select(uuid => Pool(uuid))]);
        _host = new ConfiguredHost("demo", _file.Uri);
        _gateway = new HypervisorGateway([_host], TimeProvider.System, id => _store.Current.Find(id.Parent ?? id) is StoragePool { Silent: true });
        _store.Update(snapshot => snapshot with { Hosts = [new HostStatus { Name = "demo", Uri = _file.Uri, Connection = ConnectionState.Connected, StorageUnread = true }] });
        var collector = new InventoryCollector(_gateway, _store, NullLogger<InventoryCollector>.Instance)
        {
            PoolOf = (connection, pool) =>
            {
                Interlocked.Increment(ref _all);
                if (_hanging.Contains(pool.Uuid!.Value))
                {
                    Interlocked.Increment(ref _readings);
                    _stuck.Wait(Cancel);
                }
                return InventoryResources.ReadPool(connection, pool);
            },
        };
        _keeper = new StorageKeeper(_host, _store, collector, TimeProvider.System);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _stuck.Set();
        await _ended.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gateway.Dispose();
        _file.Dispose();
        _ended.Dispose();
        _stuck.Dispose();
    }

    [Fact]
    public async Task PoolsThatHang_AreMarked_AndDelayNoOther()
    {
        // As many as there are threads, but for the last.
        _hanging.UnionWith(_others);
        Assert.Equal(LaneLimits.Of(Lane.Storage).Most, _hanging.Count + 1);
        Begin();

        await Eventually.TrueAsync(() => Find(_sound) is { State: "running", Silent: false } && _others.All(uuid => Find(uuid) is { Silent: true }), Cancel);
        await Eventually.TrueAsync(() => _store.Current.Host("demo") is { StorageUnread: false, StorageSilent: false }, Cancel);
        await _gateway.RunAsync("demo", Lane.Storage, connection => { using var pool = connection.LookupStoragePool(_sound); pool.Stop(); return 0; }, Cancel);
        await _keeper.Read(ObjectId.Pool("demo", _sound)).WaitAsync(Cancel);

        Assert.Equal("inactive", Find(_sound)!.State);
        // A click on one that hangs would be another thread that does.
        await Assert.ThrowsAsync<HypervisorBusyException>(() => _gateway.RunAsync(ObjectId.Volume("demo", _others[0], "a.img"), Lane.Storage, _ => 0, Cancel));
        Assert.Equal(_others.Length, _readings);
    }

    /// <summary>As one does that is there for one copy only: nothing is wrong.</summary>
    [Fact]
    public async Task PoolThatGoesWhileItIsRead_IsNoError()
    {
        using var log = new RecordingLoggerFactory();
        var collector = new InventoryCollector(_gateway, _store, log.CreateLogger<InventoryCollector>())
        {
            PoolOf = (connection, pool) =>
            {
                var read = InventoryResources.ReadPool(connection, pool);
                using var gone = connection.LookupStoragePool(pool.Uuid!.Value);
                gone.Stop();
                gone.Undefine();
                return read;
            },
        };

        Assert.True(await collector.ReadPoolAsync(_host, ObjectId.Pool("demo", _sound), changes: false, () => { }, Cancel));

        Assert.Empty(log.Entries);
        Assert.Null(Find(_sound));
    }

    [Fact]
    public async Task PoolThatAnswersAgain_IsReadAndNoLongerMarked()
    {
        _hanging.Add(_others[0]);
        Begin();
        await Eventually.TrueAsync(() => Find(_others[0]) is { Silent: true, State: "inaccessible" }, Cancel);

        _stuck.Set();

        await Eventually.TrueAsync(() => Find(_others[0]) is { Silent: false, State: "running" }, Cancel);
    }

    /// <summary>As after a stall of libvirt's, in which all were marked: the list is asked for when the last has answered.</summary>
    [Fact]
    public async Task ManyPoolsThatAnswerAgain_AreListedOnce()
    {
        var made = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToArray();
        await _gateway.RunAsync("demo", Lane.Storage, connection =>
        {
            foreach (var uuid in made)
                connection.DefineStoragePool(Pool(uuid).ToString()).Dispose();
            return 0;
        }, Cancel);
        foreach (var uuid in made)
            _store.Update(snapshot => snapshot.WithSilentPool(ObjectId.Pool("demo", uuid)));

        Begin();

        await Eventually.TrueAsync(() => Find(_sound) is not null && _store.Current.StoragePools.Values.All(pool => !pool.Silent) && _store.Current.Host("demo") is { StorageUnread: false }, Cancel);
        await Task.Delay(500, Cancel);
        Assert.InRange(_all, made.Length, 3 * (made.Length + 4));
    }

    [Fact]
    public async Task Look_FindsWhatOthersMade_AndLeavesSilentPoolsAlone()
    {
        _hanging.Add(_others[0]);
        Begin();
        await Eventually.TrueAsync(() => _store.Current.Volumes.ContainsKey(("demo", _sound)) && Find(_others[0]) is { Silent: true }, Cancel);
        await _gateway.RunAsync("demo", Lane.Storage, connection =>
        {
            using var pool = connection.LookupStoragePool(_sound);
            pool.CreateVolume("<volume><name>made by virsh</name><capacity>4096</capacity></volume>").Dispose();
            return 0;
        }, Cancel);
        var readings = _readings;

        _keeper.Look();

        await Eventually.TrueAsync(() => _store.Current.Volumes[("demo", _sound)].Find("made by virsh") is not null, Cancel);
        Assert.Equal(readings, _readings);
    }

    [Fact]
    public async Task ListThatHangs_IsTold_AndAskedForOnce()
    {
        var list = new ObjectId(ObjectKind.Pool, "demo", "");
        var other = _gateway.ReadAsync(list, Lane.Storage, _ => { _stuck.Wait(Cancel); return 0; }, Cancel);
        Begin();

        await Eventually.TrueAsync(() => _store.Current.Host("demo") is { StorageSilent: true, StorageUnread: true }, Cancel);

        // A list of our own would be another thread that hangs.
        await Assert.ThrowsAsync<HypervisorBusyException>(() => _gateway.ReadAsync(list, Lane.Storage, _ => 0, Cancel));
        _stuck.Set();
        await other;
    }

    private void Begin()
    {
        _run = _keeper.RunAsync(_ended.Token);
        _keeper.ReadAll();
    }

    private StoragePool? Find(Guid uuid) => _store.Current.StoragePools.GetValueOrDefault(("demo", uuid));

    private static XElement Pool(Guid uuid) => new("pool", new XAttribute("type", "dir"),
        new XElement("name", $"pool-{uuid:N}"), new XElement("uuid", uuid), new XElement("target", new XElement("path", $"/srv/{uuid:N}")));
}
