namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>A program to run in a guest, in the form of the API.</summary>
/// <param name="Program">Its path in the guest. No shell reads it.</param>
/// <param name="Arguments">Its arguments, each as it is. The audit log keeps them.</param>
/// <param name="Input">What it reads from its standard input. It is kept nowhere.</param>
/// <param name="Seconds">How long to wait for its end: 1 to 600, by default 60. It goes on after that.</param>
public sealed record GuestProgram(string? Program = null, IReadOnlyList<string>? Arguments = null, string? Input = null, int? Seconds = null)
{
    /// <summary>Without the input, which may hold a secret.</summary>
    public override string ToString() => $"{nameof(GuestProgram)} {Program}";
}
