namespace WebConsole.Appliances.Confinement;

/// <summary>How a confined process ended.</summary>
/// <param name="ExitCode">0 if it succeeded; 128 and the signal if it was killed.</param>
/// <param name="Output">The beginning of its standard output.</param>
/// <param name="Error">The beginning of its standard error.</param>
/// <param name="TimedOut">Whether it was killed since its time was over.</param>
internal sealed record ConfinedResult(int ExitCode, string Output, string Error, bool TimedOut)
{
    private const int Signal = 128, ProcessorTime = 24, FileSize = 25;

    public bool Succeeded => ExitCode == 0;

    public bool UsedItsTime => TimedOut || ExitCode == Signal + ProcessorTime;

    public bool WroteTooMuch => ExitCode == Signal + FileSize;
}
