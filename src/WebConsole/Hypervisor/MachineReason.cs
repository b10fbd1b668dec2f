using System.Collections.Frozen;
using System.Text.Json;

namespace WebConsole.Hypervisor;

/// <summary>Why a machine is in its state. The names are libvirt's; some occur with several states.</summary>
public enum MachineReason
{
    /// <summary>Not known, or a reason of a newer libvirt.</summary>
    Unknown,
    Booted,
    Migrated,
    Restored,
    FromSnapshot,
    Unpaused,
    MigrationCanceled,
    SaveCanceled,
    WakeUp,
    Crashed,
    PostCopy,
    PostCopyFailed,
    User,
    Migration,
    Save,
    Dump,
    IoError,
    Watchdog,
    ShuttingDown,
    Snapshot,
    StartingUp,
    Shutdown,
    Destroyed,
    Saved,
    Failed,
    Daemon,
    Panicked,

    /// <summary>Not libvirt's: it runs, and its QEMU stands still, stopped or waiting for a disk.</summary>
    NoAnswer,
}

public static class MachineReasons
{
    private static readonly FrozenDictionary<MachineReason, string> Tokens = Enum.GetValues<MachineReason>()
        .ToFrozenDictionary(reason => reason, reason => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()));

    /// <summary>The stable token of <c>data-reason</c>, the API and the filter: <c>io-error</c>.</summary>
    public static string ToToken(this MachineReason reason) => Tokens[reason];

    /// <summary>Whether the reason is a fault; css/parts.css shows it in red.</summary>
    public static bool IsTrouble(this MachineReason reason) => reason is
        MachineReason.IoError or MachineReason.Watchdog or MachineReason.Crashed or MachineReason.Panicked
        or MachineReason.Failed or MachineReason.Daemon or MachineReason.PostCopyFailed or MachineReason.NoAnswer;
}
