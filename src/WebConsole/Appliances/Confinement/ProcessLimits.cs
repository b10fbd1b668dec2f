namespace WebConsole.Appliances.Confinement;

/// <summary>What a confined process may use.</summary>
/// <param name="FileBytes">The length of each file that it writes.</param>
/// <param name="ProcessorTime">Of all its threads together.</param>
/// <param name="Time">From its start to its end.</param>
internal sealed record ProcessLimits(long FileBytes, TimeSpan ProcessorTime, TimeSpan Time)
{
    /// <summary>Of address space.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    public int OpenFiles { get; init; } = 64;
}
