namespace WebConsole.Features.Consoles;

/// <summary>A console that could not be opened.</summary>
public sealed class ConsoleRefusedException : Exception
{
    public ConsoleRefusedException(ConsoleEndReason reason, string? detail = null, Exception? inner = null)
        : base(detail ?? reason.ToString(), inner) => End = new ConsoleEnd(reason, detail);

    public ConsoleEnd End { get; }
}
