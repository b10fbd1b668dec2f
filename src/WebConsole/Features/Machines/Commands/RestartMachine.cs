using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Has the guest shut down, waits until the machine is off, and starts it with the definition of its next start.</summary>
public sealed record RestartMachine : MachineCommand
{
    private const string Ask = "Ask the guest to shut down", Wait = "Wait until it is off", Boot = "Start";

    /// <summary>The most changes that the confirmation lists.</summary>
    private const int MostListed = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("restart")
    {
        Doing = "restarted",
        Label = "Restart to apply",
        Effect = "Shuts it down and starts it again, so that it has the changes that wait.",
        Icon = Icons.Material.Outlined.Autorenew,
        Question = "Restart {0} to apply its changes?",
        Answer = "Restart machine",
        Confirm = "The guest is asked to shut down. When the machine is off it is started again, with the changes that wait. Whoever uses it is cut off meanwhile.",
        RiskLabel = "Changes that it gets",
        Endangers = Waiting,
        Applies = machine => IsRunning(machine) && machine.Persistent && PendingDefinition.Of(machine, operates: true).Count > 0,
        Accepts = machine => IsRunning(machine) && machine.Persistent,
        Make = (machine, host) => new RestartMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>The guest goes off all the same, and stays off.</summary>
    public override bool CanCancel => true;

    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => "shutdown\nstart";

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) =>
        inventory.Machines.GetValueOrDefault(Machine) is { } machine ? StartObstacles.Advice(machine, Uri, error, inventory) : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan(Ask, Wait, Boot);
        await context.StepAsync(Ask, () => context.RunAsync(Machine, Lane, domain => domain.Shutdown(), Action)).ConfigureAwait(false);
        await context.StepAsync(Wait, () => WaitAsync(context)).ConfigureAwait(false);
        await context.StepAsync(Boot, () => context.RunAsync(Machine, Lane, Call, Action)).ConfigureAwait(false);
    }

    /// <summary>Somebody may have started it meanwhile.</summary>
    protected override void Call(Domain domain)
    {
        if (!domain.IsActive)
            domain.Start();
    }

    private static IReadOnlyList<string> Waiting(Machine machine)
    {
        var rows = PendingWords.Of(machine, operates: true);
        return [.. rows.Take(MostListed).Select(row => row.InWords), .. rows.Count > MostListed ? [$"and {rows.Count - MostListed} more"] : Array.Empty<string>()];
    }

    private async Task WaitAsync(OperationContext context)
    {
        var began = context.Time.GetTimestamp();
        while (await IsOnAsync(context).ConfigureAwait(false))
        {
            if (context.Time.GetElapsedTime(began) > AskedFor.Patience)
                throw new OperationFailedException($"The guest has not shut down {AskedFor.Patience.TotalMinutes:0} minutes after it was asked.", "Its console shows why. The changes still wait.");
            await Task.Delay(BetweenLooks, context.Time, context.Cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsOnAsync(OperationContext context)
    {
        try
        {
            return await context.ReadAsync(Machine, Lane, connection =>
            {
                using var domain = connection.LookupDomain(Machine.Uuid);
                return domain.IsActive;
            }).ConfigureAwait(false);
        }
        catch (HypervisorBusyException)
        {
            return true;
        }
    }
}
