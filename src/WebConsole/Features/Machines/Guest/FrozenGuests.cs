using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest;

/// <summary>The machines whose file systems WebConsole has had frozen, kept in <c>webconsole.db</c>: a restart must not forget to thaw them.</summary>
public sealed class FrozenGuests(TaskDatabase database)
{
    private ImmutableDictionary<MachineId, FrozenGuest> _frozen = ImmutableDictionary<MachineId, FrozenGuest>.Empty;

    /// <summary>Raised when there is one more, or one less.</summary>
    public event Action? Changed;

    public IEnumerable<FrozenGuest> All => _frozen.Values;

    public FrozenGuest? Of(MachineId machine) => _frozen.GetValueOrDefault(machine);

    /// <summary>Reads what an earlier run has left.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var guest in await database.RunAsync(connection => connection.Query("SELECT host, uuid, since, until FROM frozen_guests", Read), cancellationToken).ConfigureAwait(false))
                ImmutableInterlocked.TryAdd(ref _frozen, guest.Machine, guest);
        }
        catch (SqliteException)
        {
            // The database says so itself, by its problem.
        }
        Changed?.Invoke();
    }

    /// <summary>Notes one, before it is frozen.</summary>
    public async Task BeginAsync(FrozenGuest guest)
    {
        ImmutableInterlocked.AddOrUpdate(ref _frozen, guest.Machine, guest, (_, _) => guest);
        await database.TryRunAsync(connection => connection.Execute("INSERT OR REPLACE INTO frozen_guests (host, uuid, since, until) VALUES ($host, $uuid, $since, $until)",
            ("$host", guest.Machine.Host), ("$uuid", guest.Machine.Uuid.ToString("D")), ("$since", guest.Since.ToUnixTimeMilliseconds()), ("$until", guest.Until.ToUnixTimeMilliseconds()))).ConfigureAwait(false);
        Changed?.Invoke();
    }

    /// <summary>Notes that one is thawed, or stopped.</summary>
    public async Task EndAsync(MachineId machine)
    {
        if (!ImmutableInterlocked.TryRemove(ref _frozen, machine, out _))
            return;
        await database.TryRunAsync(connection => connection.Execute("DELETE FROM frozen_guests WHERE host = $host AND uuid = $uuid", ("$host", machine.Host), ("$uuid", machine.Uuid.ToString("D")))).ConfigureAwait(false);
        Changed?.Invoke();
    }

    private static FrozenGuest Read(SqliteDataReader row) => new(new MachineId(row.GetString(0), row.GetGuid(1)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
}
