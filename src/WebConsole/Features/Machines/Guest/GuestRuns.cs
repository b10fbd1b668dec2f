using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Guest;

/// <summary>
/// What the newest programs in guests have written. It is no task's log, which every viewer may read, and no file: it may hold secrets, is
/// for administrators, and gone with WebConsole's process.
/// </summary>
public sealed class GuestRuns
{
    internal const int Most = 40, MostOfMachine = 5;

    private ImmutableList<GuestRun> _runs = [];

    /// <summary>Raised when there is one more.</summary>
    public event Action? Changed;

    /// <summary>Those of a machine, the newest first.</summary>
    public IReadOnlyList<GuestRun> Of(MachineId machine) => [.. _runs.Where(run => run.Machine == machine)];

    public void Add(GuestRun run)
    {
        ImmutableInterlocked.Update(ref _runs, runs => [run, .. runs.Where(other => other.Machine != run.Machine), .. runs.Where(other => other.Machine == run.Machine).Take(MostOfMachine - 1)]);
        ImmutableInterlocked.Update(ref _runs, runs => runs.Count <= Most ? runs : [.. runs.OrderByDescending(other => other.EndedAt).Take(Most)]);
        Changed?.Invoke();
    }
}
