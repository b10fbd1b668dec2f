using System.Collections.Concurrent;
using System.Collections.Immutable;
using Libvirt;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Images;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Media;
using WebConsole.Tests.Operations;
using Xunit;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;
using StorageVolume = WebConsole.Hypervisor.Inventory.StorageVolume;

namespace WebConsole.Tests.Hypervisor;

/// <summary>When ISO images are read, and what becomes of pools that do not answer.</summary>
public sealed class IsoImageKeeperTests : IAsyncDisposable
{
    private readonly InventoryStore _store = new();
    private readonly TestHostFile _file = new();
    private readonly ManualResetEventSlim _stuck = new();
    private readonly ConcurrentQueue<string> _read = new();
    private readonly ConcurrentDictionary<Guid, int> _now = new();
    private readonly HypervisorGateway _gateway;
    private readonly OsInfoStore _osInfo = new(new OsFiles(), TimeProvider.System);
    private readonly IsoImageKeeper _keeper;
    private Func<Guid, string, IsoLabel?> _labelOf = (_, name) => new IsoLabel(name);
    private int _mostAtOnce;

    public IsoImageKeeperTests()
    {
        _store.Update(snapshot => snapshot with { Hosts = [new HostStatus { Name = "demo", Uri = _file.Uri, Connection = ConnectionState.Connected }] });
        _gateway = new HypervisorGateway([new ConfiguredHost("demo", _file.Uri)], TimeProvider.System);
        _keeper = new IsoImageKeeper(_store, _gateway, _osInfo, TimeProvider.System, NullLogger<IsoImageKeeper>.Instance) { LabelOf = Label };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _stuck.Set();
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        _gateway.Dispose();
        _osInfo.Dispose();
        _file.Dispose();
        _stuck.Dispose();
    }

    [Fact]
    public async Task Library_IsReadOnce_OneImageAtATime()
    {
        var pool = Add([.. Enumerable.Range(1, 300).Select(number => Iso($"{number}.iso")), new StorageVolume("disk.qcow2", "/srv/disk.qcow2", "qcow2", 1, 1)]);
        await _keeper.StartAsync(Cancel);
        await ReadAsync(300);

        // Whatever else changes has nothing read again.
        _store.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem(("demo", pool), Pool(pool) with { AvailableBytes = 5 }) });
        Add(pool, [.. _store.Current.Volumes[("demo", pool)].Listed, Iso("new.iso")]);
        await ReadAsync(301);

        Assert.Equal((301, 1), (_read.Count, _mostAtOnce));
        Assert.DoesNotContain("disk.qcow2", _read);
    }

    [Fact]
    public async Task ImageThatChanged_IsReadAgain_AndOneThatWentIsForgotten()
    {
        var pool = Add(Iso("a.iso"), Iso("b.iso"), Iso("c.iso"));
        await _keeper.StartAsync(Cancel);
        await ReadAsync(3);

        Add(pool, Iso("a.iso"), Iso("b.iso") with { ModifiedAt = "2.5" });

        await Eventually.TrueAsync(() => _store.Current.IsoImages is { Count: 2 } images && images[Id(pool, "b.iso")].Volume.ModifiedAt == "2.5", Cancel);
        Assert.Equal(2, _read.Count(name => name == "b.iso"));
        Assert.Equal(4, _read.Count);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task PoolsThatHang_DelayNoOther_AndLeaveAWorkerToClicks()
    {
        // As many as the lane has workers, and more.
        var hanging = Enumerable.Range(0, LaneLimits.Of(Lane.Storage).Most + 2).Select(_ => Add(Iso("stuck.iso"))).ToHashSet();
        _labelOf = (pool, name) =>
        {
            if (hanging.Contains(pool))
                _stuck.Wait(Cancel);
            return new IsoLabel(name);
        };
        await _keeper.StartAsync(Cancel);
        await Eventually.TrueAsync(() => _read.Count >= LaneLimits.Of(Lane.Storage).Most - 1, Cancel);

        for (var click = 0; click < 20; click++)
            await _gateway.RunAsync("demo", Lane.Storage, _ => 0, Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal(LaneLimits.Of(Lane.Storage).Most - 1, _read.Count);

        _stuck.Set();
        await ReadAsync(hanging.Count);
    }

    [Fact]
    public async Task OnePoolThatHangs_LeavesTheOthersAlone()
    {
        var stuck = Add(Iso("stuck.iso"), Iso("next.iso"));
        _labelOf = (pool, name) =>
        {
            if (pool == stuck)
                _stuck.Wait(Cancel);
            return new IsoLabel(name);
        };
        await _keeper.StartAsync(Cancel);
        await Eventually.TrueAsync(() => _read.Contains("stuck.iso"), Cancel);

        var other = Add(Iso("a.iso"), Iso("b.iso"));

        await Eventually.TrueAsync(() => _store.Current.IsoImages.ContainsKey(Id(other, "a.iso")) && _store.Current.IsoImages.ContainsKey(Id(other, "b.iso")), Cancel);
        Assert.DoesNotContain("next.iso", _read);
    }

    [Fact]
    public async Task ImageThatCannotBeRead_SaysWhy_AndTheNextIsRead()
    {
        _labelOf = (_, name) => name is "a.iso" ? throw new LibvirtException(LibvirtErrorCode.NoSupport, LibvirtErrorDomain.Storage, "can't download") : new IsoLabel(name);
        var pool = Add(Iso("a.iso"), Iso("b.iso"));
        await _keeper.StartAsync(Cancel);
        await ReadAsync(2);

        Assert.Equal(("can't download", null), (_store.Current.IsoImages[Id(pool, "a.iso")].Problem, _store.Current.IsoImages[Id(pool, "a.iso")].Label));
        Assert.Equal(2, _read.Count);
    }

    /// <summary>A fault of the reader, of its data or of WebConsole: the host would stop with one of its services.</summary>
    [Fact]
    public async Task ImageThatTheReaderDoesNotExpect_EndsNothing()
    {
        _labelOf = (_, name) => name is "a.iso" ? throw new InvalidOperationException("a fault") : new IsoLabel(name);
        var pool = Add(Iso("a.iso"), Iso("b.iso"));
        await _keeper.StartAsync(Cancel);
        await ReadAsync(2);

        Assert.NotNull(_store.Current.IsoImages[Id(pool, "a.iso")].Problem);
        Assert.NotNull(_store.Current.IsoImages[Id(pool, "b.iso")].Label);
        Assert.False(_keeper.ExecuteTask!.IsCompleted);
    }

    [Theory]
    [InlineData(ConnectionState.Disconnected, "running", false)]
    [InlineData(ConnectionState.Connecting, "running", false)]
    [InlineData(ConnectionState.Connected, "inactive", false)]
    [InlineData(ConnectionState.Connected, "running", true)]
    public async Task WhatDoesNotAnswer_IsNotAsked(ConnectionState connection, string state, bool silent)
    {
        _store.Update(snapshot => snapshot.WithHost("demo", status => status with { Connection = connection }));
        var pool = Guid.NewGuid();
        _store.Update(snapshot => (snapshot with { StoragePools = snapshot.StoragePools.SetItem(("demo", pool), Pool(pool) with { State = state, Silent = silent }) })
            .WithVolumes(("demo", pool), new PoolVolumes(Iso("a.iso"))));
        await _keeper.StartAsync(Cancel);
        await Task.Delay(200, Cancel);
        Assert.Empty(_read);

        _store.Update(snapshot => (snapshot with { StoragePools = snapshot.StoragePools.SetItem(("demo", pool), Pool(pool)) }).WithHost("demo", status => status with { Connection = ConnectionState.Connected }));
        await ReadAsync(1);
    }

    /// <summary>libvirt may list one name twice; then one of them is what the name leads to.</summary>
    [Fact]
    [Trait("Attack", "J1")]
    public async Task TwoImagesOfOneName_AreOne()
    {
        Add(Iso("a.iso"), Iso("a.iso") with { CapacityBytes = 7 });
        await _keeper.StartAsync(Cancel);
        await ReadAsync(1);
        await Task.Delay(200, Cancel);

        Assert.Single(_read);
    }

    private IsoLabel? Label(LibvirtConnection connection, Guid pool, string name)
    {
        lock (_now)
            _mostAtOnce = Math.Max(_mostAtOnce, _now.AddOrUpdate(pool, 1, (_, count) => count + 1));
        try
        {
            _read.Enqueue(name);
            return _labelOf(pool, name);
        }
        finally
        {
            lock (_now)
                _now.AddOrUpdate(pool, 0, (_, count) => count - 1);
        }
    }

    private Task ReadAsync(int count) => Eventually.TrueAsync(() => _store.Current.IsoImages.Count == count, Cancel);

    private Guid Add(params ImmutableArray<StorageVolume> volumes) => Add(Guid.NewGuid(), volumes);

    private Guid Add(Guid pool, params ImmutableArray<StorageVolume> volumes)
    {
        _store.Update(snapshot => (snapshot with { StoragePools = snapshot.StoragePools.SetItem(("demo", pool), Pool(pool)) }).WithVolumes(("demo", pool), new PoolVolumes(volumes)));
        return pool;
    }

    private static StoragePool Pool(Guid uuid) => new("demo", uuid, $"pool-{uuid:N}", "running", true, true, 10, 1, 9, "<pool type='dir'/>");

    private static StorageVolume Iso(string name) => new(name, $"/srv/{name}", "iso", 1 << 20, 1 << 20) { ModifiedAt = "1.5" };

    private static ObjectId Id(Guid pool, string name) => ObjectId.Volume("demo", pool, name);
}
