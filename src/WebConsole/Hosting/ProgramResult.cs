namespace WebConsole.Hosting;

/// <summary>How a program of the host ended.</summary>
/// <param name="ExitCode">Zero where it succeeded.</param>
/// <param name="Output">What it wrote, the beginning: first to its standard output, then to its standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output);
