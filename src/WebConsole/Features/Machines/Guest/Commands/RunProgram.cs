using System.Collections.Immutable;
using System.Globalization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Guest.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Runs a program in the guest, as the user of the agent, which mostly is root.</summary>
public sealed record RunProgram : GuestCommand
{
    public const int UsualSeconds = 60, MostSeconds = 600;

    private const int MostArguments = 64, LongestArgument = 4096, LongestInput = 32 * 1024;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    private static readonly FormAction<Machine, GuestProgram> Words = new("run-program")
    {
        Verb = "run a program in",
        Doing = "asked to run a program",
        Label = "Run a program",
        Effect = "Runs a program in the guest as the user of its agent, mostly root. libvirt marks the machine as tainted until it stops.",
        Icon = Icons.Material.Outlined.Terminal,
        Needs = Right.Configure,
        Path = "guest/run",
        Tab = TabName,
        Applies = IsRunning,
        Drawn = typeof(GuestProgramForm),
        Make = MadeWithServices,
    };

    public required GuestRuns Runs { get; init; }

    public required GuestProgram Asked { get; init; }

    protected override ObjectAction Of => Words;

    /// <summary>Then nobody waits for it any longer; the program goes on.</summary>
    public override bool CanCancel => true;

    private int Seconds => Asked.Seconds ?? UsualSeconds;

    private string Command => string.Join(' ', (Asked.Arguments ?? []).OfType<string>().Prepend(VirshCommand.OrMissing(Asked.Program, "PROGRAM")).Select(ShellText.Quote));

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [("program", Asked.Program ?? ""), .. (Asked.Arguments ?? []).OfType<string>().Take(MostArguments).Select(argument => ("argument", argument)), ("input", string.Create(CultureInfo.InvariantCulture, $"{Asked.Input?.Length ?? 0} letters"))];

    public override ImmutableArray<string> Secrets => [.. SecretText.Of(Asked.Input)];

    protected override string VirshArguments => "qemu-agent-command";

    /// <summary>Without the program and its arguments: every viewer may read it in the task.</summary>
    public override string VirshLine => LineOf(new GuestProgram("PROGRAM", Asked.Arguments is { Count: > 0 } ? ["ARGUMENTS"] : null));

    /// <summary>The command for whoever entered it.</summary>
    public string OwnVirshLine => LineOf(Asked with { Program = VirshCommand.OrMissing(Asked.Program, "PROGRAM"), Input = null });

    public static ObjectAction AsAction(GuestRuns runs) => Words with
    {
        Make = (machine, host, asked) => new RunProgram { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Runs = runs, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => GuestMistakes.Of(
        ("program", string.IsNullOrWhiteSpace(Asked.Program) || !Fits(Asked.Program) ? $"The path of a program in the guest, such as /bin/df: at most {LongestArgument} letters." : null),
        ("arguments", Asked.Arguments is { } given && (given.Count > MostArguments || !given.All(Fits)) ? $"At most {MostArguments} arguments, each of at most {LongestArgument} letters." : null),
        ("input", Asked.Input?.Length > LongestInput || Asked.Input?.Contains('\0', StringComparison.Ordinal) is true ? $"At most {LongestInput} letters of text." : null),
        ("seconds", Seconds is >= 1 and <= MostSeconds ? null : $"A number from 1 to {MostSeconds}."));

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) =>
        [new("arguments", "The program and its arguments stand in the audit log: give a secret by the input.")];

    public override OperationPreview Preview(InventorySnapshot inventory) => base.Preview(inventory) with { Virsh = OwnVirshLine };

    public override async Task ExecuteAsync(OperationContext context)
    {
        var pid = AgentCommands.Pid(await SendAsync(context, AgentCommands.Run(Asked)).ConfigureAwait(false));
        context.Report(null, $"Process {pid} of the guest");
        var began = context.Time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            if (await EndAsync(context, pid).ConfigureAwait(false) is { } end)
            {
                Finish(context, end);
                return;
            }
            if (context.Time.GetElapsedTime(began).TotalSeconds >= Seconds)
                throw new OperationFailedException($"The program has not ended in {Seconds} s.", $"It goes on in the guest, as process {pid}. Its output is lost.");
            await Task.Delay(Pauses[Math.Min(tries, Pauses.Length - 1)], context.Time, context.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What became of it; <c>null</c> as long as it runs, or the agent is busy with a question of somebody else.</summary>
    private async Task<GuestProgramEnd?> EndAsync(OperationContext context, long pid)
    {
        try
        {
            return AgentCommands.End(await SendAsync(context, AgentCommands.StatusOf(pid)).ConfigureAwait(false));
        }
        catch (HypervisorBusyException)
        {
            return null;
        }
    }

    private void Finish(OperationContext context, GuestProgramEnd end)
    {
        Runs.Add(new GuestRun(Machine, context.TaskId, context.Time.GetUtcNow(), context.Caller.User, CutText.To(Command, LongestArgument), end.ExitCode, end.Signal, end.Output, end.Errors, end.IsCut));
        if (end.ExitCode is not 0)
            throw new OperationFailedException(end.ExitCode is { } code ? $"The program ended with {code}." : $"The program was ended by the signal {end.Signal}.", "The machine's page shows administrators what it has written.");
    }

    private Task<byte[]> SendAsync(OperationContext context, string command) => AskAsync(context, domain => domain.SendAgentCommand(command, (int)Answer.TotalSeconds));

    private string LineOf(GuestProgram program) => base.VirshLine + " " + ShellText.Quote(AgentCommands.Run(program));

    private static bool Fits(string? text) => text is not null && text.Length <= LongestArgument && !text.Contains('\0', StringComparison.Ordinal);
}
