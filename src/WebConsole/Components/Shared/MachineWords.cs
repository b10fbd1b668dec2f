using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

/// <summary>The states of machines and their reasons as texts for users; each is also a localizer's key.</summary>
public static class MachineWords
{
    /// <summary>
    /// The state and, if it is of interest, the reason: <c>paused: I/O error, vda: no space left on the host</c>.
    /// </summary>
    public static string Standing(this Machine machine, IStringLocalizer text)
    {
        var state = text[machine.State.ToWord()].Value;
        return machine.Why(text) is { } why ? $"{state}: {why}" : state;
    }

    /// <summary>
    /// For the column of a table, which cuts what is long: where nobody wanted the state, why comes first:
    /// <c>I/O error, vda: no space left on the host (paused)</c>, <c>crashed (off)</c>.
    /// </summary>
    public static string News(this Machine machine, IStringLocalizer text) =>
        IsNews(machine) && machine.Why(text) is { } why ? $"{why} ({text[machine.State.ToWord()].Value})" : machine.Standing(text);

    /// <summary>Whether it is off, paused or running in a way that nobody wanted.</summary>
    private static bool IsNews(Machine machine) => machine.Reason is MachineReason.IoError or MachineReason.Watchdog or MachineReason.Failed
        or MachineReason.Daemon or MachineReason.PostCopyFailed or MachineReason.SaveCanceled or MachineReason.Crashed or MachineReason.NoAnswer;

    /// <summary>Why it is in its state, in the user's language; in English without a localizer. <c>null</c> where that is not worth a word.</summary>
    public static string? Why(this Machine machine, IStringLocalizer? text = null) => Why(machine.State, machine.Reason, machine.DiskErrors, text);

    /// <inheritdoc cref="Why(Machine, IStringLocalizer?)"/>
    public static string? Why(MachineState state, MachineReason reason, ImmutableArray<DiskError> disks, IStringLocalizer? text = null)
    {
        return ToWord(state, reason) is { } word
            ? string.Join(", ", disks.Select(disk => $"{disk.Disk}: {Words(disk.NoSpace ? "no space left on the host" : "I/O error")}").Prepend(Words(word)))
            : null;

        string Words(string key) => text?[key].Value ?? key;
    }

    private static string? ToWord(MachineState state, MachineReason reason) => state switch
    {
        MachineState.Running => ToWordOfRunning(reason),
        MachineState.Paused => ToWordOfPaused(reason),
        MachineState.ShutOff => ToWordOfOff(reason),
        MachineState.Crashed when reason is MachineReason.Panicked => "the guest panicked",
        _ => null,
    };

    // The reason of a normally running machine is of no interest.
    private static string? ToWordOfRunning(MachineReason reason) => reason switch
    {
        MachineReason.NoAnswer => "does not answer",
        MachineReason.SaveCanceled => "saving it failed",
        MachineReason.Crashed => "resumed after a crash",
        MachineReason.PostCopy => "moving here, its memory follows",
        MachineReason.PostCopyFailed => "moving it failed, memory is missing",
        _ => null,
    };

    private static string? ToWordOfPaused(MachineReason reason) => reason switch
    {
        MachineReason.User => "by a user",
        MachineReason.Migration or MachineReason.PostCopy => "being migrated",
        MachineReason.PostCopyFailed => "migration failed",
        MachineReason.Save => "being saved",
        MachineReason.Dump => "its memory is being dumped",
        MachineReason.IoError => "I/O error",
        MachineReason.Watchdog => "its watchdog fired",
        MachineReason.FromSnapshot => "as in its snapshot",
        MachineReason.Snapshot => "a snapshot is being made",
        MachineReason.ShuttingDown => "shutting down",
        MachineReason.Crashed => "reset after a crash, resume it",
        MachineReason.StartingUp => "starting up",
        _ => null,
    };

    private static string? ToWordOfOff(MachineReason reason) => reason switch
    {
        MachineReason.Shutdown => "shut down",
        MachineReason.Destroyed => "forced off",
        MachineReason.Crashed => "crashed",
        MachineReason.Migrated => "moved to another host",
        MachineReason.Saved => "saved",
        MachineReason.Failed => "failed to start",
        MachineReason.FromSnapshot => "as in its snapshot",
        MachineReason.Daemon => "ended by libvirt",
        _ => null,
    };
}
