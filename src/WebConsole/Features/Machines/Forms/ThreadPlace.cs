namespace WebConsole.Features.Machines.Forms;

/// <summary>Where a thread of a machine runs.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Number">Which of its kind.</param>
/// <param name="Cpus">The host's CPUs; empty for any.</param>
public sealed record ThreadPlace(ThreadKind Kind, int Number, string Cpus);

public enum ThreadKind
{
    Vcpu,
    Emulator,
    IoThread,
}
