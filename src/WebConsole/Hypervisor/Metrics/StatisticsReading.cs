using System.Runtime.InteropServices;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// The counters of one host at one moment. The object is reused, so that reading 300 machines every second allocates no
/// memory.
/// </summary>
public sealed class StatisticsReading
{
    private readonly List<MachineCounters> _machines = [];
    private int _count;

    /// <summary>What is asked for.</summary>
    public StatisticsGroups Groups { get; private set; }

    /// <summary>How long its values stay valid without newer ones; the groups are read again within that time.</summary>
    public TimeSpan Hold { get; private set; }

    /// <summary>When it was read, by <see cref="TimeProvider.GetTimestamp"/>: rates are differences of these.</summary>
    public long Timestamp { get; set; }

    public HostCounters Host { get; } = new();

    public ReadOnlySpan<MachineCounters> Machines => CollectionsMarshal.AsSpan(_machines)[.._count];

    /// <summary>Whether <paramref name="group"/> is asked for.</summary>
    public bool Has(StatisticsGroups group) => (Groups & group) != 0;

    /// <summary>Empties it for the next use.</summary>
    public void Begin(StatisticsGroups groups, TimeSpan hold)
    {
        Groups = groups;
        Hold = hold;
        Host.Clear();
        _count = 0;
    }

    /// <summary>Adds a machine, of which nothing is known yet.</summary>
    public MachineCounters Add(Guid uuid)
    {
        if (_count == _machines.Count)
            _machines.Add(new MachineCounters());
        var machine = _machines[_count++];
        machine.Clear(uuid);
        return machine;
    }
}
