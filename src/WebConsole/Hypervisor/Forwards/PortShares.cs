namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// Decides who gets a port of the host that several want: definitions may say so that others have written. Who has it keeps it;
/// among those who have not, the order of UUIDs decides. The rest go without it.
/// </summary>
internal static class PortShares
{
    /// <param name="before">What is in force.</param>
    /// <param name="wanted">What shall be in force, of the machines that change.</param>
    /// <returns>What is in force then, of all machines.</returns>
    public static IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> Of(IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> before, IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> wanted)
    {
        var after = before.Where(known => !wanted.ContainsKey(known.Key)).ToDictionary();
        var taken = after.Values.SelectMany(forwards => forwards).ToList();
        var claims = wanted.OrderBy(machine => machine.Key).SelectMany(machine => machine.Value.Select(forward => (Machine: machine.Key, Forward: forward)))
            .OrderBy(claim => before.GetValueOrDefault(claim.Machine)?.Any(had => had.What == claim.Forward.What) is true ? 0 : 1);
        var given = wanted.Keys.ToDictionary(machine => machine, _ => new List<ActiveForward>());
        foreach (var (machine, forward) in claims.Where(claim => !taken.Exists(other => other.What.Overlaps(claim.Forward.What))))
        {
            taken.Add(forward);
            given[machine].Add(forward);
        }
        foreach (var (machine, forwards) in given)
            after[machine] = forwards;
        return after;
    }
}
