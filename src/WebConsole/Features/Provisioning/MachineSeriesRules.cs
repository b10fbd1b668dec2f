using WebConsole.CloudInit;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning;

/// <summary>What several machines of a kind can neither have in common nor count up.</summary>
internal static class MachineSeriesRules
{
    /// <summary>Errors by their names in the API.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(NewMachine asked) => OfDefinition(asked).Concat(OfDisks(asked)).Concat(OfCards(asked)).Concat(Run(asked)).Concat(Met(asked)).GroupBy(found => found.Argument)
        .ToDictionary(found => found.Key, found => found.Select(one => one.Mistake).ToArray());

    private static IEnumerable<(string Argument, string Mistake)> OfDefinition(NewMachine asked) => asked.Definition is null ? []
        : [("definition", "An edited definition is of one machine: make one, or leave the definition to the form.")];

    /// <summary>Disks that only one machine can have.</summary>
    internal static IEnumerable<(string Argument, string Mistake)> OfDisks(NewMachine asked)
    {
        foreach (var (index, disk) in (asked.Disks ?? []).Index())
        {
            if (disk?.Import is not null)
                yield return ($"disks[{index}].import", "It is imported for one machine: import it once, and let several rest on what comes of it.");
            else if (disk is { IsThere: true })
                yield return ($"disks[{index}].volume", "Several machines can't write to one disk: let each have a copy of it, or rest on it.");
        }
    }

    private static IEnumerable<(string Argument, string Mistake)> OfCards(NewMachine asked)
    {
        foreach (var (index, card) in (asked.Networks ?? []).Index())
        {
            if (card?.Mac is { Length: > 0 } mac && !MachineSeries.HasAddresses(mac, asked.Count ?? 1))
                yield return ($"networks[{index}].mac", "Counted up for each machine, it leaves the addresses of its manufacturer: begin with a lower one, or let libvirt choose.");
        }
    }

    /// <summary>Fixed addresses that leave their network before all machines have one.</summary>
    private static IEnumerable<(string Argument, string Mistake)> Run(NewMachine asked)
    {
        foreach (var (index, network) in (asked.CloudInit?.Networks ?? []).OfType<CloudInitNetwork>().Index())
        {
            foreach (var address in (network.Addresses ?? []).OfType<string>().Where(address => IpText.TryParsePrefix(address, out _, out _)))
            {
                var reached = Enumerable.Range(0, Math.Clamp(asked.Count ?? 1, 1, MachineSeries.Most)).TakeWhile(place => MachineSeries.Address(address, place) is not null).Count();
                if (reached < (asked.Count ?? 1))
                    yield return ($"cloudInit.networks[{index}].addresses", $"Counted up from {address}, {(reached == 1 ? "only the first machine has" : $"only {reached} machines have")} an address in that network: begin with a lower one, or make fewer.");
            }
        }
    }

    /// <summary>Two of one machine, .10 and .11, are counted up to the same of two machines.</summary>
    private static IEnumerable<(string Argument, string Mistake)> Met(NewMachine asked) => MachineSeries.Of(asked).SelectMany((machine, place) => Unique(machine).Select(one => (one.Argument, one.Value, Place: place)))
        .Where(one => one.Value.Item2.Length > 0).GroupBy(one => one.Value).Where(same => same.DistinctBy(one => one.Place).Skip(1).Any() && same.DistinctBy(one => one.Argument).Skip(1).Any())
        .Select(same => same.First().Argument).Distinct()
        .Select(argument => (argument, "Counted up for each machine, it meets another of these: leave as much between them as there are machines."));

    /// <summary>What only one machine may have.</summary>
    private static IEnumerable<(string Argument, (Guid?, string) Value)> Unique(NewMachine machine) =>
    [
        .. (machine.Disks ?? []).Select((disk, index) => ($"disks[{index}].volume", (disk?.Pool, disk is { IsThere: false } ? disk.Volume ?? "" : ""))),
        .. (machine.Networks ?? []).Select((card, index) => ($"networks[{index}].mac", ((Guid?)null, card?.Mac?.ToLowerInvariant() ?? ""))),
        .. (machine.CloudInit?.Networks ?? []).OfType<CloudInitNetwork>().SelectMany((network, index) => (network.Addresses ?? []).Select((address, at) => ($"cloudInit.networks[{index}].addresses[{at}]", ((Guid?)null, address)))),
    ];
}
