namespace WebConsole.Features.Machines.Guest;

/// <summary>A program that ended in a guest, as the API shows it.</summary>
/// <param name="Task">The number of its task.</param>
/// <param name="EndedAt">When its end was seen.</param>
/// <param name="User">Who asked for it.</param>
/// <param name="Command">The program with its arguments, as a shell would read it.</param>
/// <param name="ExitCode">What it ended with; <c>null</c> where a signal ended it.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="Output">What it wrote to its standard output; hostile text, at most 64 KiB.</param>
/// <param name="Errors">What it wrote to its standard error; likewise.</param>
/// <param name="IsCut">Whether it wrote more than that.</param>
internal sealed record GuestRunItem(long Task, DateTimeOffset EndedAt, string User, string Command, int? ExitCode, int? Signal, string Output, string Errors, bool IsCut)
{
    public static GuestRunItem Of(GuestRun run) => new(run.Task, run.EndedAt, run.User, run.Command, run.ExitCode, run.Signal, run.Output, run.Errors, run.IsCut);
}
