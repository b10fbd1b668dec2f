namespace WebConsole.Hosting;

/// <summary>How a program of the host ended.</summary>
/// <param name="ExitCode">0 if it succeeded; 128 and the signal if it was killed.</param>
/// <param name="Output">The beginning of its standard output.</param>
/// <param name="Error">The beginning of its standard error.</param>
/// <param name="TimedOut">Whether it took longer than it may.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error, bool TimedOut)
{
    // SIGXCPU and SIGXFSZ, which the kernel sends at a limit of prlimit.
    private const int Signal = 128, ProcessorTime = 24, FileSize = 25;

    /// <summary>Whether a signal ended it, as in a crash.</summary>
    public bool IsKilled => ExitCode > Signal && !TimedOut;

    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>Whether it ended because its time was over: the clock's or the processor's.</summary>
    public bool UsedItsTime => TimedOut || ExitCode == Signal + ProcessorTime;

    /// <summary>Whether it ended because a file became longer than it may.</summary>
    public bool WroteTooMuch => ExitCode == Signal + FileSize;
}
