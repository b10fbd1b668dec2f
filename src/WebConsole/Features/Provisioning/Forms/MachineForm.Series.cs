using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Forms;

// Several machines at once.
public sealed partial class MachineForm
{
    /// <summary>Whether several machines are made.</summary>
    public bool IsSeries => MachineCount > 1;

    /// <summary>The names of several machines; null for one.</summary>
    public string? NamesInWords => IsSeries && Draft.Name is { Length: > 0 } name ? text["{0} to {1}", MachineSeries.Name(name, 0), MachineSeries.Name(name, MachineCount - 1)].Value : null;

    /// <summary>What is wrong with the name, or with one of the names that come of it.</summary>
    public string? NameMistake => IsSeries && Draft.Name is { Length: > 0 } name && TakenOf(name) is { Length: > 0 } taken ? text["Taken already: {0}.", string.Join(", ", taken)].Value : MistakeOf("name");

    /// <summary>How many are made. A copy is one, and so is what a number out of range asks for, of which the field says what is wrong.</summary>
    internal int MachineCount => Draft.Source is MachineSource.Copy || !HasCount ? 1 : Draft.Count;

    /// <summary>Whether so many can be made at once.</summary>
    internal bool HasCount => Draft.Source is MachineSource.Copy || Draft.Count is >= 1 and <= MachineSeries.Most;

    /// <summary>What of the disks only one machine can have, each with its field.</summary>
    internal IEnumerable<SummaryLine> SeriesMistakes => !IsSeries ? []
        : MachineSeriesRules.OfDisks(Series).Select(mistake => new SummaryLine(mistake.Mistake, mistake.Argument));

    private NewMachine Series => Asked with { Count = Draft.Count };

    private Operation All
    {
        get
        {
            RenewUuid();
            return Action.Create(Chosen!, Chosen, Series);
        }
    }

    /// <summary>The fields show what is wrong with the first; of the others, what they can't have in common.</summary>
    private IReadOnlyDictionary<string, string[]> WithThoseOfSeries(IReadOnlyDictionary<string, string[]> mistakes) => !IsSeries ? mistakes
        : mistakes.Concat(MachineSeriesRules.Mistakes(Series)).GroupBy(mistake => mistake.Key).ToDictionary(same => same.Key, same => same.SelectMany(mistake => mistake.Value).ToArray());

    private string[] TakenOf(string name) => [.. MachineSeries.Names(name, MachineCount).Intersect(Inventory.Machines.Values.Where(machine => machine.Id.Host == Host).Select(machine => machine.Name))];
}
