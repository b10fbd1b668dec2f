using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// Marks machines of this host whose QEMU does not answer: libvirt goes on to call them running. The kernel tells, so no call
/// waits for them. A process that waits for its disk at one look may go on at the next; twice in a row is silence.
/// </summary>
/// <param name="host">A host on this machine.</param>
/// <param name="store">Where they are marked.</param>
/// <param name="isSilent">Whether the process of a machine stands still, by the machine's name.</param>
internal sealed class SilentMachines(string host, InventoryStore store, Func<string, bool> isSilent)
{
    private readonly HashSet<MachineId> _suspects = [];

    /// <summary>Looks at all of them; for 300, some milliseconds.</summary>
    public void Look()
    {
        foreach (var machine in store.Current.Machines.Values.Where(machine => machine is { IsActive: true, State: MachineState.Running } && machine.Id.Host == host))
        {
            if (isSilent(machine.Name))
            {
                if (!_suspects.Add(machine.Id) && machine.Reason is not MachineReason.NoAnswer)
                    store.Update(snapshot => snapshot.WithReason(machine.Id, MachineReason.NoAnswer));
            }
            else if (_suspects.Remove(machine.Id) && machine.Reason is MachineReason.NoAnswer)
            {
                store.Update(snapshot => snapshot.WithReason(machine.Id, MachineReason.Unknown));
                _ = store.AskFor(machine.Id);
            }
        }
        _suspects.RemoveWhere(id => store.Current.Machines.GetValueOrDefault(id) is not { IsActive: true });
    }
}
