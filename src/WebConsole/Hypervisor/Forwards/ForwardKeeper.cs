using System.ComponentModel;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// Keeps the firewall of WebConsole's host with what running machines' definitions and networks say, whoever changes them: a
/// forward that is added or removed, a card that is unplugged, an address that is another one. libvirt's hook does so at starts and
/// stops; what it could not, and what machines left that are gone, is done here.
/// </summary>
internal sealed partial class ForwardKeeper(InventoryStore inventory, ForwardReader reader, ForwardHelper helper, TimeProvider time, ILogger<ForwardKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), BetweenLooks = TimeSpan.FromMinutes(1), FirstPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The machines of which the firewall has something else than what is wanted, although it was tried.</summary>
    private readonly Dictionary<Guid, Pause> _pauses = [];

    private readonly long _began = time.GetTimestamp();

    private InventorySnapshot? _seen;
    private TimeSpan _next, _nextCheck;
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await LookAsync(stoppingToken).ConfigureAwait(false);
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        var (known, now) = (inventory.Current, time.GetElapsedTime(_began));
        if (!reader.Places.CanApply)
            return;
        if (now >= _nextCheck)
        {
            _nextCheck = now + BetweenLooks;
            Tell(reader.HasAny() ? await AskAsync(() => helper.CheckAsync(cancellation)).ConfigureAwait(false) : null);
        }
        if (known == _seen && now < _next)
            return;
        _seen = known;
        var wanted = reader.WantedOfAll(known);
        var differing = reader.Differing(wanted);
        foreach (var done in _pauses.Keys.Except(differing).ToList())
            _pauses.Remove(done);
        await ApplyAsync([.. differing.Where(machine => !_pauses.TryGetValue(machine, out var pause) || pause.Wanted != Words(wanted[machine]) || pause.End <= now)], wanted, now, cancellation).ConfigureAwait(false);
        _next = _pauses.Values.Select(pause => pause.End).Append(now + BetweenLooks).Min();
    }

    private async Task ApplyAsync(Guid[] machines, IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> wanted, TimeSpan now, CancellationToken cancellation)
    {
        if (machines.Length == 0)
            return;
        Tell(await AskAsync(() => helper.ApplyAsync(machines, cancellation)).ConfigureAwait(false));
        var still = reader.Differing(wanted);
        foreach (var machine in machines)
        {
            var words = Words(wanted[machine]);
            var last = _pauses.GetValueOrDefault(machine) is { } pause && pause.Wanted == words ? pause.Length : TimeSpan.Zero;
            var next = last == TimeSpan.Zero ? FirstPause : last * 2 < LongestPause ? last * 2 : LongestPause;
            if (still.Contains(machine))
                _pauses[machine] = new Pause(words, next, now + next);
            else
                _pauses.Remove(machine);
        }
    }

    private static async Task<string?> AskAsync(Func<Task<string?>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return error.Message;
        }
    }

    /// <summary>Once for each trouble, however often it is tried.</summary>
    private void Tell(string? error)
    {
        if (error is not null && error != _said)
            LogFailed(error);
        _said = error;
    }

    private static string Words(IReadOnlyList<ActiveForward> wanted) => string.Join('\n', wanted.Select(forward => forward.Write()));

    /// <summary>How long a machine is left alone.</summary>
    /// <param name="Wanted">What was tried: another thing is tried at once.</param>
    /// <param name="Length">How long.</param>
    /// <param name="End">Until when, from the keeper's begin on.</param>
    private sealed record Pause(string Wanted, TimeSpan Length, TimeSpan End);

    [LoggerMessage(1071, LogLevel.Warning, "Port forwards of machines could not be put in force, which is tried again: {Error}")]
    private partial void LogFailed(string error);
}
