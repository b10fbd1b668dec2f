using Microsoft.Extensions.Localization;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// Creates the entries of pickers from the visible inventory, sorted by name, what can be chosen first. An entry's value is the object's
/// identity on its host, so objects with the same name stay distinct.
/// </summary>
public static class PickerEntries
{
    /// <param name="pools">The pools.</param>
    /// <param name="text">For words.</param>
    /// <param name="takesSilent">Whether one that does not answer can be chosen: it may only be slow, and whoever waits for it can have it.</param>
    public static IReadOnlyList<PickerEntry<Guid?>> OfPools(IEnumerable<StoragePool> pools, IStringLocalizer text, bool takesSilent = false) =>
        [.. pools.OrderBy(pool => pool.Name, NaturalOrder.Instance).Select(pool => new PickerEntry<Guid?>(pool.Uuid, pool.Name, Space(pool, text))
        {
            Why = takesSilent && pool is { Silent: true, State: "running" } ? null : WhyNot(pool, text),
        }).OrderBy(CantBeChosen)];

    /// <param name="volumes">The volumes of one pool.</param>
    /// <param name="usedBy">The name of the machine that already uses a volume; <c>null</c> if there is none.</param>
    /// <param name="text">For words.</param>
    public static IReadOnlyList<PickerEntry<string>> OfVolumes(PoolVolumes volumes, Func<StorageVolume, string?> usedBy, IStringLocalizer text) =>
        [.. volumes.Listed.OrderBy(volume => volume.Name, NaturalOrder.Instance).Select(volume => new PickerEntry<string>(volume.Name, volume.Name, $"{Format.Bytes(volume.CapacityBytes)} {volume.Format}".TrimEnd())
        {
            Why = usedBy(volume) is { } machine ? text["in use by {0}", machine].Value : null,
        }).OrderBy(CantBeChosen)];

    public static IReadOnlyList<PickerEntry<Guid?>> OfNetworks(IEnumerable<Network> networks, IStringLocalizer text) =>
        [.. networks.OrderBy(network => network.Name, NaturalOrder.Instance).Select(network => new PickerEntry<Guid?>(network.Uuid, network.Name, network.Bridge)
        {
            Why = network.Active ? null : text["not started"].Value,
        }).OrderBy(CantBeChosen)];

    /// <param name="machines">The machines of one host.</param>
    /// <param name="whyNot">Why a machine can't be chosen; <c>null</c> if it can.</param>
    /// <param name="text">For words.</param>
    public static IReadOnlyList<PickerEntry<MachineId>> OfMachines(IEnumerable<Machine> machines, Func<Machine, string?> whyNot, IStringLocalizer text) =>
        [.. machines.OrderBy(machine => machine.Name, NaturalOrder.Instance).Select(machine => new PickerEntry<MachineId>(machine.Id, machine.Name, machine.Standing(text)) { Why = whyNot(machine) }).OrderBy(CantBeChosen)];

    private static string Space(StoragePool pool, IStringLocalizer text) => pool.Silent ? text[PoolStates.Of(pool).Word] : text["{0} free of {1}", Format.Bytes(pool.AvailableBytes), Format.Bytes(pool.CapacityBytes)];

    private static bool CantBeChosen<TValue>(PickerEntry<TValue> entry) => entry.Why is not null;

    private static string? WhyNot(StoragePool pool, IStringLocalizer text) => (pool, PoolStates.Of(pool)) switch
    {
        (_, ("active", _)) => null,
        ({ State: "running" }, (_, var word)) => text[word].Value,
        _ => text["not started: {0}", text[pool.State]].Value,
    };
}
