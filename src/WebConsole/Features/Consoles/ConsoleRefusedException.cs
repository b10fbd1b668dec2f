namespace WebConsole.Features.Consoles;

/// <summary>A console that did not come about.</summary>
public sealed class ConsoleRefusedException : Exception
{
    public ConsoleRefusedException(ConsoleEndReason reason, string? detail = null, Exception? inner = null)
        : base(detail ?? reason.ToString(), inner) => End = new ConsoleEnd(reason, detail);

    public ConsoleEnd End { get; }
}
