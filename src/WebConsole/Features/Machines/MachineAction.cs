namespace WebConsole.Features.Machines;

/// <summary>One thing that can be offered to do with a machine.</summary>
/// <param name="Action">The word that <see cref="Commands.MachineCommands.Create"/> takes; its test id is <c>action-</c> and this.</param>
/// <param name="Label">The words of the button; English, the key of its translations.</param>
/// <param name="Effect">What it does, in one sentence; a key like <paramref name="Label"/>.</param>
public sealed record MachineAction(string Action, string Label, string Effect)
{
    /// <summary>What will be lost; set where it must be asked before, else <c>null</c>. A key like <see cref="Label"/>.</summary>
    public string? Confirm { get; init; }

    /// <summary>Whether the guest is cut off while it may be writing to its disks; the question names them.</summary>
    public bool CutsWrites { get; init; }

    /// <summary>Whether it can destroy something, so that it stands apart and asks.</summary>
    public bool Dangerous => Confirm is not null;
}
