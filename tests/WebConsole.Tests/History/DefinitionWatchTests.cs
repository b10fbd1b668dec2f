using Microsoft.Extensions.Logging;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.History;

public sealed class DefinitionWatchTests : IAsyncLifetime
{
    private readonly HistoryRig _history = new();
    private readonly InventoryStore _inventory = new();
    private readonly Machine _web = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = HistoryRig.Definition(1) };
    private OperationsRig _operations = null!;
    private DefinitionWatch _watch = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _operations = new OperationsRig(inventory: _inventory);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(Cancel);
        await _operations.DisposeAsync();
        _history.Dispose();
    }

    [Fact]
    public async Task ChangesWithinOneMoment_AreAllKept()
    {
        Connect();
        for (var memory = 1; memory <= 5; memory++)
            Define(HistoryRig.Definition(memory));

        var versions = await UntilAsync(versions => versions.Count == 5);
        var memories = await Task.WhenAll(versions.Select(MemoryOfAsync));
        Assert.Equal([5, 4, 3, 2, 1], memories);
    }

    [Fact]
    [Trait("Attack", "D8")]
    public async Task MoreChangesThanTheQueueHolds_EndInTheNewest()
    {
        Connect();
        for (var memory = 1; memory <= 3000; memory++)
            Define(HistoryRig.Definition(memory));

        await Eventually.TrueAsync(async () => await _history.ListAsync(_web.Id) is [var newest, ..] && await MemoryOfAsync(newest) == 3000, Cancel);
    }

    [Fact]
    public async Task RunningMachine_IsKeptAsOfItsNextStart_AndATransientOneNotAtAll()
    {
        Connect();
        Put(_web with { IsActive = true, State = MachineState.Running, Xml = "<domain id='1'><name>web-01</name></domain>", InactiveXml = HistoryRig.Definition(3) });
        Put(_web with { IsActive = true, State = MachineState.Running, Xml = "<domain id='2'><name>web-01</name></domain>", InactiveXml = HistoryRig.Definition(3) });
        Put(_web with { IsActive = true, Persistent = false, State = MachineState.Running, Xml = "<domain id='2'><name>web-01</name></domain>" });

        var versions = await UntilAsync(versions => versions.Count == 2);
        Assert.Equal([VersionEvent.Deleted, VersionEvent.Defined], versions.Select(version => version.Event));
        Assert.Equal(3, await MemoryOfAsync(versions[1]));
    }

    [Fact]
    public async Task WhatWebConsoleWrote_HasItsUserAndTask_AndWhatOthersWroteHasNone()
    {
        Connect();
        Define(HistoryRig.Definition(1));
        var task = await _operations.RunAsync(FakeOperation.Of("web-01") with
        {
            On = _web.Id,
            Steps = context =>
            {
                using var signature = context.Sign(_web.Id);
                // The inventory may notice it before libvirt has told us what became of it.
                Define(HistoryRig.Definition(2));
                signature.Written(HistoryRig.Definition(2));
                return Task.CompletedTask;
            },
        });
        Define(HistoryRig.Definition(3));
        Define(HistoryRig.Definition(2));

        var versions = await UntilAsync(versions => versions.Count == 4);
        Assert.Equal([null, null, task.Id, null], versions.Select(version => version.Author?.Task));
        Assert.Equal(task.User, versions[2].Author?.User);
    }

    [Fact]
    public async Task WhatHappenedWhileAway_IsOutside_BetweenTwoTimes()
    {
        Connect();
        Define(HistoryRig.Definition(1));
        var other = TestMachines.Named("db-01", MachineState.ShutOff) with { Xml = HistoryRig.Definition(1, "db-01") };
        Put(other);
        await UntilAsync(versions => versions.Count == 1);
        await Eventually.TrueAsync(async () => (await _history.ListAsync(other.Id)).Count == 1, Cancel);
        await Eventually.TrueAsync(() =>
        {
            _history.Time.Advance(TimeSpan.FromMinutes(1));
            return _history.Database.RunAsync(connection => HostTable.Watched(connection, "local") is not null, Cancel);
        }, Cancel);
        await _watch.StopAsync(Cancel);
        var left = _history.Time.GetUtcNow();
        _history.Time.Advance(TimeSpan.FromHours(3));

        _inventory.Update(_ => InventorySnapshot.Empty);
        _history.Reopen();
        await StartAsync();
        _inventory.Update(current => current with { Hosts = [TestMachines.Host("local") with { Connection = ConnectionState.Connecting }] });
        Define(HistoryRig.Definition(2));
        _inventory.Update(current => current.WithHost("local", host => host with { Connection = ConnectionState.Connected }) with { ListedMachines = current.ListedMachines.SetItem("local", [_web.Id.Uuid]) });

        var versions = await UntilAsync(versions => versions.Count == 2);
        Assert.Equal((left, left.AddHours(3)), (versions[0].Since!.Value, versions[0].NoticedAt));
        Assert.Single(await _history.ListAsync(other.Id));
        _history.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(async () => (await _history.ListAsync(other.Id)).Count == 2, Cancel);
        Assert.Equal((VersionEvent.Deleted, left), ((await _history.ListAsync(other.Id))[0].Event, (await _history.ListAsync(other.Id))[0].Since!.Value));
    }

    [Fact]
    public async Task NetworksThatCouldNotBeListed_AreNotDeleted()
    {
        Connect();
        var network = new Network("local", Guid.NewGuid(), "lan", false, true, false, null, "<network><name>lan</name></network>");
        _inventory.Update(current => current with { Networks = current.Networks.SetItem(("local", network.Uuid), network) });
        await Eventually.TrueAsync(async () => (await _history.ListAsync(network.Id)).Count == 1, Cancel);
        await _watch.StopAsync(Cancel);
        _inventory.Update(_ => InventorySnapshot.Empty);
        await StartAsync();

        Connect();
        Define(HistoryRig.Definition(1));

        await UntilAsync(versions => versions.Count == 1);
        _history.Time.Advance(TimeSpan.FromMinutes(1));
        Define(HistoryRig.Definition(2));
        await UntilAsync(versions => versions.Count == 2);
        Assert.Single(await _history.ListAsync(network.Id));
    }

    /// <summary>libvirt lists it, and its definition could not be read since the start.</summary>
    [Fact]
    public async Task MachineThatDoesNotAnswerAtFirst_IsNotDeleted()
    {
        Connect();
        var silent = TestMachines.Named("db-01", MachineState.ShutOff) with { Xml = HistoryRig.Definition(1, "db-01") };
        var gone = TestMachines.Named("gone-01", MachineState.ShutOff) with { Xml = HistoryRig.Definition(1, "gone-01") };
        Put(silent);
        Put(gone);
        await Eventually.TrueAsync(async () => (await _history.ListAsync(silent.Id)).Count + (await _history.ListAsync(gone.Id)).Count == 2, Cancel);
        await _watch.StopAsync(Cancel);
        _inventory.Update(_ => InventorySnapshot.Empty);
        await StartAsync();

        Connect(isListed: false);
        Define(HistoryRig.Definition(1));
        await UntilAsync(versions => versions.Count == 1);
        _history.Time.Advance(TimeSpan.FromMinutes(2));
        Define(HistoryRig.Definition(2));
        await UntilAsync(versions => versions.Count == 2);
        // Until libvirt has listed them, nothing is known.
        Assert.Single(await _history.ListAsync(gone.Id));

        _inventory.Update(current => current with { ListedMachines = current.ListedMachines.SetItem("local", [_web.Id.Uuid, silent.Id.Uuid]) });
        Define(HistoryRig.Definition(3));
        await Eventually.TrueAsync(async () => (await _history.ListAsync(gone.Id)).Count == 2, Cancel);
        Assert.Single(await _history.ListAsync(silent.Id));
    }

    [Fact]
    [Trait("Attack", "D5")]
    public async Task VersionsThatCouldNotBeWritten_AreWrittenOnceItIsPossible()
    {
        Connect();
        await _history.Database.RunAsync(connection => connection.Execute("CREATE TRIGGER full BEFORE INSERT ON versions BEGIN SELECT raise(ABORT, 'database or disk is full'); END"), Cancel);
        Define(HistoryRig.Definition(1));
        Define(HistoryRig.Definition(2));
        await Eventually.TrueAsync(() => Task.FromResult(_history.Store.Problem?.Contains("disk is full", StringComparison.Ordinal) is true), Cancel);
        Define(HistoryRig.Definition(3));

        await _history.Database.RunAsync(connection => connection.Execute("DROP TRIGGER full"), Cancel);
        await Eventually.TrueAsync(async () =>
        {
            _history.Time.Advance(TimeSpan.FromSeconds(10));
            return (await _history.ListAsync(_web.Id)).Count == 3;
        }, Cancel);

        var memories = await Task.WhenAll((await _history.ListAsync(_web.Id)).Select(MemoryOfAsync));
        Assert.Equal([3, 2, 1], memories);
        Assert.Null(_history.Store.Problem);
    }

    [Fact]
    public async Task FiguresThatChangeByThemselves_AreNoVersions()
    {
        Connect();
        var pool = new StoragePool("local", Guid.NewGuid(), "images", "running", true, true, 1, 1, 1, "");
        var network = new Network("local", Guid.NewGuid(), "lan", true, true, false, null, "");
        for (var figure = 1; figure < 4; figure++)
        {
            var (now, joined) = (pool with { Xml = "<pool/>", InactiveXml = $"<pool type='dir'><name>images</name><allocation>{figure}</allocation></pool>" }, network with { Xml = $"<network connections='{figure}'><name>lan</name></network>" });
            _inventory.Update(current => current with
            {
                StoragePools = current.StoragePools.SetItem(("local", pool.Uuid), now),
                Networks = current.Networks.SetItem(("local", network.Uuid), joined),
            });
        }
        Define(HistoryRig.Definition(1));

        await UntilAsync(versions => versions.Count == 1);
        Assert.Equal("<pool type=\"dir\"><name>images</name></pool>", await _history.ReadAsync(Assert.Single(await _history.ListAsync(pool.Id))));
        Assert.Equal("<network><name>lan</name></network>", await _history.ReadAsync(Assert.Single(await _history.ListAsync(network.Id))));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Secrets_AreNotKept()
    {
        Connect();
        Define("<domain><name>web-01</name><devices><graphics type='vnc' passwd='opensesame'/></devices><metadata><x xmlns='urn:x' password='opensesame'>1</x></metadata></domain>");

        var kept = await _history.ReadAsync((await UntilAsync(versions => versions.Count == 1))[0]);
        Assert.DoesNotContain("opensesame", kept, StringComparison.Ordinal);
        Assert.Contains("passwd=\"••••\"", kept, StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        _watch = new DefinitionWatch(_inventory, _operations.Runner, _history.Store, _history.Time, _history.Logs.CreateLogger<DefinitionWatch>());
        await _watch.StartAsync(Cancel);
    }

    private void Connect(bool isListed = true) => _inventory.Update(current => current with
    {
        Hosts = [TestMachines.Host("local")],
        ListedMachines = isListed ? current.ListedMachines.SetItem("local", []) : current.ListedMachines,
    });

    private void Define(string text) => Put(_web with { Xml = text });

    private void Put(Machine machine) => _inventory.Update(current => current with { Machines = current.Machines.SetItem(machine.Id, machine) });

    private async Task<List<KeptVersion>> UntilAsync(Func<List<KeptVersion>, bool> wanted)
    {
        List<KeptVersion> versions = [];
        await Eventually.TrueAsync(async () => wanted(versions = await _history.ListAsync(_web.Id)), Cancel);
        return versions;
    }

    private async Task<int> MemoryOfAsync(KeptVersion version) =>
        int.Parse(Libvirt.Xml.SafeXml.Parse((await _history.ReadAsync(version))!).Root!.Element("memory")!.Value, System.Globalization.CultureInfo.InvariantCulture);
}
