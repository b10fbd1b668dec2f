using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest;

/// <summary>The machines whose file systems WebConsole has had frozen, kept in <c>webconsole.db</c>: a restart must not forget to thaw them.</summary>
public sealed class FrozenGuests(TaskDatabase database)
{
    private readonly ConcurrentDictionary<MachineId, FrozenGuest> _frozen = new();

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
                _frozen.TryAdd(guest.Machine, guest);
        }
        catch (SqliteException)
        {
            // The database says so itself, by its problem.
        }
        Changed?.Invoke();
    }

    /// <summary>Notes one, before it is frozen.</summary>
    /// <exception cref="OperationFailedException">It is noted already, or a restart would forget it.</exception>
    public async Task BeginAsync(FrozenGuest guest)
    {
        if (!_frozen.TryAdd(guest.Machine, guest))
            throw new OperationFailedException("The file systems are frozen already.", "Thaw them first.");
        var isKept = await database.TryRunAsync(connection => connection.Execute("INSERT OR REPLACE INTO frozen_guests (host, uuid, since, until) VALUES ($host, $uuid, $since, $until)",
            ("$host", guest.Machine.Host), ("$uuid", guest.Machine.Uuid.ToString("D")), ("$since", guest.Since.ToUnixTimeMilliseconds()), ("$until", guest.Until.ToUnixTimeMilliseconds()))).ConfigureAwait(false);
        if (!isKept)
            _frozen.TryRemove(KeyValuePair.Create(guest.Machine, guest));
        Changed?.Invoke();
        if (!isKept)
            throw new OperationFailedException("WebConsole's database can't be written, and a restart would forget to thaw the guest.", "Nothing was changed in the guest. The server's log says more.");
    }

    /// <summary>Notes that one is thawed, or stopped; a newer one of the same machine stays. <see cref="Of"/> knows it at once.</summary>
    public async Task EndAsync(FrozenGuest? guest)
    {
        if (guest is null || !_frozen.TryRemove(KeyValuePair.Create(guest.Machine, guest)))
            return;
        await database.TryRunAsync(connection => connection.Execute("DELETE FROM frozen_guests WHERE host = $host AND uuid = $uuid AND since = $since",
            ("$host", guest.Machine.Host), ("$uuid", guest.Machine.Uuid.ToString("D")), ("$since", guest.Since.ToUnixTimeMilliseconds()))).ConfigureAwait(false);
        Changed?.Invoke();
    }

    private static FrozenGuest Read(SqliteDataReader row) => new(new MachineId(row.GetString(0), row.GetGuid(1)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
}
