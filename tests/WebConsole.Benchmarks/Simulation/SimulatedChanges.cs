using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>Changes one object of the inventory a hundred times a second, as its collector would after reading it.</summary>
internal sealed class SimulatedChanges(InventoryStore inventory)
{
    public const int PerSecond = 100;

    /// <summary>The machine that changes its state; its disk and its card are as all others'.</summary>
    public static readonly MachineId Machine = SimulatedMachines.All[^1];

    /// <summary>A network that no machine is on.</summary>
    public static readonly Guid Network = SimulatedResources.Networks[^1];

    /// <summary>The pool in which a volume grows that no machine uses, beside the disks of all machines.</summary>
    public static readonly Guid Pool = SimulatedResources.Pools[0];

    private volatile string _what = "";
    private long _made;

    /// <summary>Tells what to change from now on, nothing by a word that names no kind; returns how many changes have been made.</summary>
    public long Begin(string what)
    {
        _what = what;
        return Interlocked.Read(ref _made);
    }

    public async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / PerSecond);
        while (await timer.WaitForNextTickAsync())
        {
            Func<InventorySnapshot, InventorySnapshot>? change = _what switch
            {
                "machine" => ChangeMachine,
                "network" => ChangeNetwork,
                "volume" => ChangeVolume,
                _ => null,
            };
            if (change is null)
                continue;
            inventory.Update(change);
            Interlocked.Increment(ref _made);
        }
    }

    private static InventorySnapshot ChangeMachine(InventorySnapshot snapshot)
    {
        var machine = snapshot.Machines[Machine];
        return snapshot.WithMachine(machine with { State = machine.State is MachineState.Running ? MachineState.Paused : MachineState.Running });
    }

    private static InventorySnapshot ChangeNetwork(InventorySnapshot snapshot)
    {
        var key = (SimulatedMachines.Host, Network);
        return snapshot with { Networks = snapshot.Networks.SetItem(key, snapshot.Networks[key] with { Active = !snapshot.Networks[key].Active }) };
    }

    private static InventorySnapshot ChangeVolume(InventorySnapshot snapshot)
    {
        var key = (SimulatedMachines.Host, Pool);
        var listed = snapshot.Volumes[key].Listed;
        return snapshot.WithVolumes(key, new PoolVolumes(listed.SetItem(listed.Length - 1, listed[^1] with { AllocationBytes = listed[^1].AllocationBytes + 4096 })));
    }
}
