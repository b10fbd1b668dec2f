using System.Collections.Concurrent;
using System.Threading.Channels;
using Libvirt;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>Takes media away when the first boot or the installation is over, as tasks of WebConsole's own.</summary>
internal sealed partial class SetupKeeper(
    InventoryStore inventory, MachineEdges edges, OperationRunner operations, TaskStore tasks, HypervisorGateway gateway, DefinitionEditor editor, SetupWatch watch, TimeProvider time, ILogger<SetupKeeper> log) : BackgroundService
{
    /// <summary>How often to look whether a time is up.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long after a reset of WebConsole's own a restart is taken for its effect: libvirt tells both by the same event.</summary>
    internal static readonly TimeSpan EffectOfReset = TimeSpan.FromSeconds(10);

    /// <summary>The same of a reboot, which the guest is only asked for.</summary>
    private static readonly TimeSpan EffectOfReboot = TimeSpan.FromMinutes(2);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What happened since the last look. Each once, so that a guest that restarts all the time fills no memory.</summary>
    private readonly ConcurrentDictionary<(MachineId Machine, MachineEdgeKind Kind), bool> _happened = new();

    /// <summary>The machines whose hosts are being asked what they have written, and those that were found to be installed.</summary>
    private readonly ConcurrentDictionary<MachineId, bool> _asking = new(), _installed = new();

    /// <summary>Reads what a guest has written to its disks; a test has no guest.</summary>
    internal Func<Domain, long> WrittenBy { get; init; } = DiskWrites.Of;

    /// <summary>Listens from here on: the rest begins on another thread.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        inventory.Changed += Note;
        edges.Happened += Note;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, TimeSpan.Zero, Interval);
        try
        {
            await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
                await TryLookAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            inventory.Changed -= Note;
            edges.Happened -= Note;
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Note(InventoryChange change)
    {
        if (change.Touches(ObjectKind.Machine))
            _wake.Writer.TryWrite(true);
    }

    private void Note(MachineEdge edge)
    {
        if (edge.Kind is not (MachineEdgeKind.GuestRestarted or MachineEdgeKind.DeviceRemoved) || inventory.Current.Machines.GetValueOrDefault(edge.Machine) is not { } machine || SetupMedium.Of(machine) is [])
            return;
        if (edge.Kind is MachineEdgeKind.GuestRestarted && WasReset(edge.Machine))
            return;
        _happened[(edge.Machine, edge.Kind)] = true;
        _wake.Writer.TryWrite(true);
    }

    private bool WasReset(MachineId machine) => tasks.Recent.Any(task => task.Subject == machine && EffectOf(task.Action) is { } effect
        && (task.EndedAt is not { } ended || time.GetUtcNow() - ended < effect));

    private static TimeSpan? EffectOf(string action) => action switch
    {
        "reset" => EffectOfReset,
        "reboot" => EffectOfReboot,
        _ => null,
    };

    /// <summary>Whether it is off because somebody shut it down here: an installer's own shutdown is the end of an installation, this is none.</summary>
    private bool WasShutDown(MachineId machine) =>
        tasks.Recent.Where(task => task.Subject == machine && task.Action is "start" or "shutdown").MaxBy(task => task.Id)?.Action is "shutdown";

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A medium that is not taken away is no reason to end the server.
            Failed(log, error);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        // A machine is known before what happened to it counts.
        watch.Look(snapshot);
        Tell(cancellationToken);
        foreach (var (machine, media) in watch.Due())
        {
            try
            {
                await FinishAsync(snapshot, machine, media, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Nor a reason to leave those of another machine.
                Failed(log, error);
            }
        }
    }

    private async Task FinishAsync(InventorySnapshot snapshot, Machine machine, IReadOnlyList<SetupMedium> media, CancellationToken cancellationToken)
    {
        // The next look comes when the storage has been read.
        if (snapshot.Host(machine.Id.Host) is not { } host || media.Any(medium => !medium.CanBeLookedUp(snapshot, host.Name)))
            return;
        if (!machine.IsActive && media.Any(medium => medium.End is SetupEnd.Installed) && WasShutDown(machine.Id))
            return;
        var operation = new FinishSetup { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Media = [.. media], Known = machine, Editor = editor, Restarts = !machine.IsActive };
        // Where something else is just being done to the machine, the next look comes with its end.
        if (await operations.StartAsync(operation, Caller.System, cancellationToken).ConfigureAwait(false) is { Refusal: null })
            watch.Attempted(machine, media);
    }

    /// <summary>Tells the watch what has happened since the last look, and asks for what no event says.</summary>
    private void Tell(CancellationToken cancellationToken)
    {
        foreach (var (machine, kind) in _happened.Keys)
        {
            if (kind is MachineEdgeKind.DeviceRemoved)
            {
                _happened.TryRemove((machine, kind), out _);
                watch.DeviceRemoved(machine);
            }
            // One that is being asked for already stays noted until the answer.
            else if (_asking.TryAdd(machine, true))
            {
                _happened.TryRemove((machine, kind), out _);
                // Nobody waits: a host that does not answer delays its own machines alone.
                _ = AskAsync(machine, cancellationToken);
            }
        }
        foreach (var machine in _installed.Keys.Where(machine => _installed.TryRemove(machine, out _)))
            watch.Installed(machine);
    }

    private async Task AskAsync(MachineId machine, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (await HasInstalledAsync(machine, cancellationToken).ConfigureAwait(false))
            _installed[machine] = true;
        _asking.TryRemove(machine, out _);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Where nobody can say, the guest's next restart or its shutdown ends the installation.</summary>
    private async Task<bool> HasInstalledAsync(MachineId machine, CancellationToken cancellationToken)
    {
        try
        {
            // Beside other calls to the machine: one that is just running must not keep the medium in.
            return await gateway.RunBesideAsync(machine, Lane.Commands, connection =>
            {
                using var domain = connection.LookupDomain(machine.Uuid);
                return WrittenBy(domain);
            }, cancellationToken).ConfigureAwait(false) >= DiskWrites.OfAnInstallation;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            Unknown(log, machine.Host, machine.Uuid, error.Message);
            return false;
        }
        catch (Exception error)
        {
            Failed(log, error);
            return false;
        }
    }

    [LoggerMessage(2431, LogLevel.Warning, "Host {Host}: machine {Machine} restarted, but libvirt does not say whether something was installed: {Reason}")]
    private static partial void Unknown(ILogger log, string host, Guid machine, string reason);

    [LoggerMessage(2432, LogLevel.Error, "Media of a first boot or an installation can't be taken away now")]
    private static partial void Failed(ILogger log, Exception error);
}
