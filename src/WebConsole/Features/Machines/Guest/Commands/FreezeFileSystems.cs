using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Features.Machines.Guest.Forms;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Stops all writing to the guest's file systems, for a backup from outside, until they are thawed.</summary>
public sealed record FreezeFileSystems : GuestCommand
{
    public const int UsualMinutes = 5, MostMinutes = 60;

    private static readonly FormAction<Machine, FreezeRequest> Words = new("freeze")
    {
        Verb = "freeze the file systems of",
        Doing = "frozen",
        Label = "Freeze file systems",
        Effect = "Stops all writing to the guest's file systems until they are thawed, as for a backup from outside.",
        Icon = Icons.Material.Outlined.AcUnit,
        Path = "guest/freeze",
        Tab = TabName,
        Applies = IsRunning,
        Drawn = typeof(FreezeForm),
        Make = MadeWithServices,
    };

    public required FrozenGuests Frozen { get; init; }

    public required FreezeRequest Asked { get; init; }

    protected override ObjectAction Of => Words;

    /// <summary>The guest writes first what it has not written yet.</summary>
    protected override TimeSpan Answer => TimeSpan.FromSeconds(30);

    private int Minutes => Asked.Minutes ?? UsualMinutes;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("minutes", Minutes.ToString(CultureInfo.InvariantCulture))];

    protected override string VirshArguments => "domfsfreeze";

    public static ObjectAction AsAction(FrozenGuests frozen) => Words with
    {
        Make = (machine, host, asked) => new FreezeFileSystems { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Frozen = frozen, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Minutes is >= 1 and <= MostMinutes
        ? base.Mistakes(inventory)
        : new Dictionary<string, string[]> { ["minutes"] = [$"A number from 1 to {MostMinutes}."] };

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) =>
        [new("minutes", "While they are frozen every program in the guest that writes stands still, and the agent does nothing else.")];

    public override string? WhyConflicts(InventorySnapshot inventory) =>
        base.WhyConflicts(inventory) ?? (Frozen.Of(Machine) is not null ? $"The file systems of {Target} are frozen already." : null);

    /// <summary>It is noted first, so that they are thawed also where WebConsole ends now, or the agent's answer is lost.</summary>
    public override Task ExecuteAsync(OperationContext context)
    {
        var now = context.Time.GetUtcNow();
        var mine = new FrozenGuest(Machine, now, now.AddMinutes(Minutes));
        return context.StepAsync("Freeze the file systems", async () =>
        {
            await Frozen.BeginAsync(mine).ConfigureAwait(false);
            var count = await FreezeAsync(context, mine).ConfigureAwait(false);
            if (count == 0)
                throw new OperationFailedException("The guest has no file system that can be frozen.", "Nothing was changed in the guest.");
            context.Note($"{count} frozen; they are thawed in {Minutes} minutes at the latest.");
        }, "frozen file systems", () => ThawAsync(context, mine));
    }

    /// <summary>Whether the agent may have frozen them all the same. Of one that refused nothing is undone: what is frozen then, somebody else has frozen.</summary>
    internal static bool MayHaveFrozen(Exception error) => error is not LibvirtException said || GuestAgent.IsSilence(said) || OperationErrors.IsBroken(said);

    private async Task<int> FreezeAsync(OperationContext context, FrozenGuest mine)
    {
        // Whoever takes it first: the worker asks the agent, or the task gives up before that.
        var taken = 0;
        bool Take() => Interlocked.Exchange(ref taken, 1) == 0;
        try
        {
            var count = await AskAsync(context, domain =>
            {
                if (!Take() || !ReferenceEquals(Frozen.Of(Machine), mine))
                    throw new OperationFailedException("The guest was thawed, stopped or restarted meanwhile.", "Nothing was changed in the guest.");
                return domain.FreezeGuestFileSystems();
            }).ConfigureAwait(false);
            if (count == 0)
                await Frozen.EndAsync(mine).ConfigureAwait(false);
            return count;
        }
        catch (Exception error) when (Take() || !MayHaveFrozen(error))
        {
            await Frozen.EndAsync(mine).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ThawAsync(OperationContext context, FrozenGuest mine)
    {
        if (ReferenceEquals(Frozen.Of(Machine), mine))
            await AskToThawAsync(context, Frozen).ConfigureAwait(false);
    }
}
