using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Lets the guest write again.</summary>
public sealed record ThawFileSystems : GuestCommand
{
    private static readonly PlainAction<Machine> Words = new("thaw")
    {
        Verb = "thaw the file systems of",
        Doing = "thawed",
        Label = "Thaw file systems",
        Effect = "Lets the guest write to its file systems again.",
        Icon = Icons.Material.Outlined.WbSunny,
        Path = "guest/thaw",
        Tab = TabName,
        Applies = IsRunning,
        Make = MadeWithServices,
    };

    public required FrozenGuests Frozen { get; init; }

    protected override ObjectAction Of => Words;

    protected override TimeSpan Answer => TimeSpan.FromSeconds(30);

    /// <summary>Where WebConsole's own clock asked for it, <see cref="FrozenGuestKeeper"/> asks again.</summary>
    public bool IsByClock { get; init; }

    public override bool IsTriedAgain => IsByClock;

    protected override string VirshArguments => "domfsthaw";

    public static ObjectAction AsAction(FrozenGuests frozen) => Words with
    {
        Make = (machine, host) => new ThawFileSystems { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Frozen = frozen },
    };

    public override async Task ExecuteAsync(OperationContext context)
    {
        var count = await AskToThawAsync(context, Frozen).ConfigureAwait(false);
        context.Note($"{count} thawed.");
    }
}
