using Microsoft.Extensions.Logging;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Hypervisor.Definitions;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Which restarts end an installation, of a machine of libvirt's test driver.</summary>
public sealed class SetupKeeperTests : DefinitionEditing, IAsyncLifetime
{
    /// <summary>Which libvirt does not know any more.</summary>
    private static readonly MachineId Gone = new("local", Guid.NewGuid());

    private readonly SetupKeeper _keeper;
    private Func<long> _written = () => 0;
    private int _questions;

    public SetupKeeperTests()
    {
        Rig.Inventory.Update(current => current with { Machines = current.Machines.Add(Id, Installing(Id)).Add(Gone, Installing(Gone)) });
        _keeper = new SetupKeeper(Rig.Inventory, Rig.Edges, Rig.Runner, Rig.Tasks, Gateway, Editor, new SetupWatch(Rig.Time, SetupWatch.Grace), Rig.Time, Rig.Logs.CreateLogger<SetupKeeper>())
        {
            WrittenBy = _ =>
            {
                Interlocked.Increment(ref _questions);
                return _written();
            },
        };
    }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await _keeper.StartAsync(Cancel);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _keeper.StopAsync(Cancel);
        _keeper.Dispose();
        await DisposeAsync();
    }

    /// <summary>Somebody has missed the key that boots the medium, and restarts the machine by virsh.</summary>
    [Fact]
    public async Task RestartOfAGuestThatWroteLittle_IsNoInstallation()
    {
        _written = () => DiskWrites.OfAnInstallation - 1;
        Restart();
        await AskedAsync(1);

        _written = () => DiskWrites.OfAnInstallation;
        Restart();
        await FinishedAsync();

        Assert.Equal(2, _questions);
    }

    /// <summary>The reset button in the middle of an installation is not the installer's restart.</summary>
    [Fact]
    public async Task ResetByWebConsole_IsNoInstallation()
    {
        _written = () => DiskWrites.OfAnInstallation;
        await Rig.RunAsync(new FakeOperation { Word = "reset", Target = "test", On = Id });
        Restart();
        // The keeper has looked when it has said that it can't ask for this one.
        Rig.Edges.Tell(new MachineEdge(Gone, MachineEdgeKind.GuestRestarted, null, 0));
        await Eventually.TrueAsync(() => Rig.Logs.Entries.Any(entry => entry.Event.Id == 2431), Cancel);
        Assert.Equal(0, _questions);

        Rig.Time.Advance(SetupKeeper.EffectOfReset);
        Restart();
        await FinishedAsync();

        Assert.Equal(1, _questions);
    }

    /// <summary>Shut down in the middle of an installation, the machine keeps its medium; an installer that shuts it down needs it no more.</summary>
    [Fact]
    public async Task ShutdownByWebConsole_IsNoInstallation()
    {
        await Rig.RunAsync(new FakeOperation { Word = "shutdown", Target = "test", On = Id });
        ShutOff();
        Rig.Edges.Tell(new MachineEdge(Gone, MachineEdgeKind.GuestRestarted, null, 0));
        await Eventually.TrueAsync(() => Rig.Logs.Entries.Any(entry => entry.Event.Id == 2431), Cancel);
        Assert.DoesNotContain(Rig.Tasks.Recent, task => task.Action is "finish-setup");

        await Rig.RunAsync(new FakeOperation { Word = "start", Target = "test", On = Id });
        ShutOff();
        await FinishedAsync();
    }

    [Fact]
    public async Task StorageThatIsNotReadYet_IsWaitedFor()
    {
        Rig.Inventory.Update(current => current with { Hosts = [.. current.Hosts.Select(host => host with { StorageUnread = true })] });
        ShutOff();
        Rig.Edges.Tell(new MachineEdge(Gone, MachineEdgeKind.GuestRestarted, null, 0));
        await Eventually.TrueAsync(() => Rig.Logs.Entries.Any(entry => entry.Event.Id == 2431), Cancel);
        Assert.DoesNotContain(Rig.Tasks.Recent, task => task.Action is "finish-setup");

        Rig.Inventory.Update(current => current with { Hosts = [.. current.Hosts.Select(host => host with { StorageUnread = false })] });
        ShutOff();
        await FinishedAsync();
    }

    [Fact]
    public async Task Failure_IsLoggedAndEndsNothing()
    {
        _written = () => throw new InvalidOperationException("It must not be.");
        Restart();
        await Eventually.TrueAsync(() => Rig.Logs.Entries.Any(entry => entry is { Level: LogLevel.Error, Event.Id: 2432 }), Cancel);

        _written = () => DiskWrites.OfAnInstallation;
        Restart();

        await FinishedAsync();
    }

    /// <summary>A host that does not answer keeps no other machine's media in, and what happened meanwhile counts afterwards.</summary>
    [Fact]
    public async Task HostThatHangs_DelaysItsOwnMachinesAlone()
    {
        var other = new MachineId("local", Guid.NewGuid());
        using var answers = new ManualResetEventSlim();
        _written = () =>
        {
            answers.Wait(Cancel);
            return DiskWrites.OfAnInstallation;
        };
        Restart();
        await AskedAsync(1);

        Rig.Inventory.Update(current => current.WithMachine(Installing(other) with { State = MachineState.ShutOff, IsActive = false, Reason = MachineReason.Shutdown }));
        await FinishedAsync();
        Assert.Equal(other.Uuid, Assert.Single(Rig.Tasks.Recent, task => task.Action == "finish-setup").Subject.Uuid);

        answers.Set();
        await Eventually.TrueAsync(() => Rig.Tasks.Recent.Any(task => task.Action == "finish-setup" && task.Subject == Id), Cancel);
    }

    /// <summary>Two restarts come at once, and one question ends in an error that nobody expects.</summary>
    [Fact]
    public async Task FailureOfOneMachine_LosesNothingOfAnother()
    {
        var (other, isFirst) = (new MachineId("local", Guid.NewGuid()), 1);
        await OnHostAsync(connection =>
        {
            connection.DefineDomain($"<domain type='test'><name>other</name><uuid>{other.Uuid}</uuid><memory>1024</memory><os><type>hvm</type></os></domain>").Dispose();
            return true;
        });
        Rig.Inventory.Update(current => current.WithMachine(Installing(other)));
        _written = () => Interlocked.Exchange(ref isFirst, 0) == 1 ? throw new InvalidOperationException("It must not be.") : DiskWrites.OfAnInstallation;

        Restart();
        Rig.Edges.Tell(new MachineEdge(other, MachineEdgeKind.GuestRestarted, null, 0));

        await AskedAsync(2);
        await FinishedAsync();
    }

    private void ShutOff() => Rig.Inventory.Update(current => current.WithMachine(Installing(Id) with { State = MachineState.ShutOff, IsActive = false, Reason = MachineReason.Shutdown }));

    private static Machine Installing(MachineId id) => new()
    {
        Id = id,
        Name = "test",
        State = MachineState.Running,
        IsActive = true,
        Persistent = true,
        Xml = $"""<domain id="1"><metadata><wc:machine xmlns:wc="urn:webconsole:machine:1"><wc:medium until="installed" pool="{Guid.NewGuid()}" volume="debian.iso"/></wc:machine></metadata></domain>""",
    };

    private void Restart() => Rig.Edges.Tell(new MachineEdge(Id, MachineEdgeKind.GuestRestarted, null, 0));

    private Task AskedAsync(int questions) => Eventually.TrueAsync(() => Volatile.Read(ref _questions) == questions, Cancel);

    private Task FinishedAsync() => Eventually.TrueAsync(() => Rig.Tasks.Recent.Count(task => task.Action == "finish-setup") == 1, Cancel);
}
