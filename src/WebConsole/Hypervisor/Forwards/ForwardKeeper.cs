using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// Keeps the firewall of WebConsole's host with what running machines' definitions and networks say, whoever changes them: a
/// forward that is added or removed, a card that is unplugged, an address that is another one. libvirt's hook does so at starts and stops.
/// </summary>
internal sealed partial class ForwardKeeper(InventoryStore inventory, ForwardReader reader, ForwardHelper helper, TimeProvider time, ILogger<ForwardKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What was last tried in vain for a machine: it is tried anew once it is another.</summary>
    private readonly Dictionary<Guid, string> _failed = [];

    private InventorySnapshot? _seen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await LookAsync(stoppingToken).ConfigureAwait(false);
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        var known = inventory.Current;
        if (known == _seen || !reader.Places.CanApply)
            return;
        _seen = known;
        foreach (var machine in known.Machines.Values.Where(machine => ForwardReader.IsLocal(known, machine) && (ForwardReader.Mentions(machine.Xml) || File.Exists(reader.Places.FileOf(machine.Id.Uuid)))))
            await ApplyAsync(machine, ForwardReader.Wanted(known, machine), cancellation).ConfigureAwait(false);
    }

    private async Task ApplyAsync(Machine machine, IReadOnlyList<ActiveForward> wanted, CancellationToken cancellation)
    {
        var words = string.Join('\n', wanted.Select(forward => forward.Write()));
        if (!reader.Differs(machine.Id.Uuid, wanted) || _failed.GetValueOrDefault(machine.Id.Uuid) == words)
            return;
        try
        {
            if (await helper.ApplyAsync(machine.Id.Uuid, cancellation).ConfigureAwait(false) is not { } error)
            {
                _failed.Remove(machine.Id.Uuid);
                return;
            }
            LogFailed(machine.Id.Uuid, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            LogFailed(machine.Id.Uuid, error.Message);
        }
        _failed[machine.Id.Uuid] = words;
    }

    [LoggerMessage(1071, LogLevel.Warning, "The port forwards of the machine {Machine} could not be put in force: {Error}")]
    private partial void LogFailed(Guid machine, string error);
}
