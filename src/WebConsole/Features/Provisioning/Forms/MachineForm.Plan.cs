using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Forms;

// What comes of what was entered: the operation with its plan, what is wrong, and what was looked at.
public sealed partial class MachineForm
{
    /// <summary>What was last asked for, with its plan: each rendering asks several times.</summary>
    private (NewMachine Asked, CreateMachine Operation)? _last;

    /// <summary>What was last found in a plan, and what there was then: at each key, all fields ask.</summary>
    private (CreateMachine Of, int Count, InventorySnapshot In, DefinitionCheck? Found, IReadOnlyDictionary<string, string[]> Mistakes, ImmutableArray<SummaryLine> Checks)? _looked;

    internal ObjectAction Action => registry.Find(ObjectKind.Host, CreateMachine.Word)!;

    internal MachinePlan Plan => Operation.Plan;

    /// <summary>How one machine is made; of several, the first.</summary>
    internal CreateMachine Operation
    {
        get
        {
            RenewUuid();
            var asked = First();
            if (_last is not { } last || !NewMachineComparison.AreSame(last.Asked, asked))
            {
                last = Plan(asked);
                _last = last = FollowDefinition(last.Operation.Plan) ? Plan(First()) : last;
            }
            return last.Operation;

            NewMachine First() => IsSeries ? MachineSeries.Of(Series).First() : Asked;

            (NewMachine, CreateMachine Operation) Plan(NewMachine of) => (of, (CreateMachine)Action.Create(Chosen!, Chosen, of));
        }
    }

    private NewMachine Asked => Draft.Ask(ChosenSize, UsualDisk, ChosenOs.Os is { IsWindows: true });

    /// <summary>What the form does when it is submitted now; null as long as no machine to copy has been chosen.</summary>
    internal Operation? Submitted => Draft.Source is MachineSource.Copy ? Copy : IsSeries ? All : Operation;

    /// <summary>What is wrong with a field, by its name in the API.</summary>
    public string? MistakeOf(string field) => Mistakes.GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    /// <summary>Errors by the fields' names in the API.</summary>
    internal IReadOnlyDictionary<string, string[]> Mistakes => LookAtPlan().Mistakes;

    /// <summary>What was looked at, in words.</summary>
    internal ImmutableArray<SummaryLine> Checks => LookAtPlan().Checks;

    private (IReadOnlyDictionary<string, string[]> Mistakes, ImmutableArray<SummaryLine> Checks) LookAtPlan()
    {
        // The editor asks libvirt's schema beside the circuit, which would stand still meanwhile.
        var (operation, count, now) = (Operation, MachineCount, Inventory);
        var found = Draft.Definition?.Looked?.Found;
        if (_looked is not { } last || !ReferenceEquals(last.Of, operation) || last.Count != count || !ReferenceEquals(last.In, now) || !ReferenceEquals(last.Found, found))
        {
            var mistakes = WithConflict(WithThoseOfSeries(operation.Mistakes(now, text => Draft.Definition?.FoundIn(text))));
            _looked = last = (operation, count, now, found, mistakes, [.. SeriesMistakes.Select(line => line with { Text = $"⚠ {line.Text}" }), .. new PlanChecks(operation.Plan, mistakes, now, Chosen!, text, count).All()]);
        }
        return (last.Mistakes, last.Checks);
    }

    /// <summary>The tab of the machine's page with its console: its serial line where the browser can show no screen.</summary>
    internal string ConsoleTab => (Draft.Source is MachineSource.Copy
            ? Copy?.Plan.Original is { Lines.IsEmpty: false } original && !original.Displays.Any(display => display.Type == "vnc")
            : Plan is { HasSerial: true, Graphics: not "vnc" }) ? "serial" : "console";

    /// <summary>A machine that was made, and did not start, keeps its UUID: the next try needs another.</summary>
    private void RenewUuid()
    {
        if (MachineSeries.Uuids(Draft.Uuid, MachineCount).Any(uuid => Inventory.Machines.ContainsKey(new MachineId(Host!, uuid))))
            Draft.Uuid = Guid.NewGuid();
    }
}
