using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Displays;

/// <summary>Replaces SPICE and all that needs it by VNC, in one edit of the definition. A machine that runs has it after a restart.</summary>
public sealed record ReplaceSpice : ActionOperation
{
    private static readonly FormAction<Machine, SpiceReplacement> Words = new("replace-spice")
    {
        Verb = "replace SPICE by VNC in",
        Doing = "edited",
        Label = "Replace SPICE by VNC",
        Effect = "Gives it a display that opens in the browser, from its next start on.",
        Icon = Icons.Material.Outlined.SwapHoriz,
        Needs = Right.Configure,
        Applies = machine => machine.Persistent && SpiceToVnc.IsIn(machine),
        Drawn = typeof(ReplaceSpiceForm),
        Make = MadeWithServices,
    };

    public required Machine Known { get; init; }

    public required string Uri { get; init; }

    public required DevicePlanner Planner { get; init; }

    public required SpiceReplacement Asked { get; init; }

    public override ObjectId Subject => Known.Id;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("video", Video)];

    public override string VirshLine => DeviceLine.For(Uri, Known, "edit", "");

    protected override ObjectAction Of => Words;

    private string Video => string.IsNullOrEmpty(Asked.Video) ? SpiceToVnc.Videos[0] : Asked.Video;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (machine, host, asked) => new ReplaceSpice { Known = machine, Target = machine.Name, Uri = host.Uri, Planner = planner, Asked = asked },
    };

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Knows(Subject) ? null : $"There is no machine {Known.Id.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Mistake.Of(("video", OneOf.Mistake(Video, SpiceToVnc.Videos) ?? (Planner.OfferFor(Known).HasVideo(Video) ? null : "The host's QEMU has it not.")));

    public override Task PrepareAsync(CancellationToken cancellationToken) => Planner.LearnOfferAsync(Known, cancellationToken);

    public override async Task ExecuteAsync(OperationContext context)
    {
        string? note = null;
        await Planner.Editor.ApplyAsync(
            DefinitionEdit.OfMachine(Known.Id, domain => note = SpiceToVnc.Apply(domain, Video)) with { Version = Asked.Version, Reach = DefinitionReach.NextStart }, context).ConfigureAwait(false);
        if (note is not null)
            context.Note(note);
    }
}
