using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>A job on a disk in words: "Is copied to backup.qcow2: 41 %".</summary>
internal static class DiskJobWords
{
    public static string Describe(DiskJob job) => $"{What(job)}: {How(job)}";

    private static string What(DiskJob job) => job switch
    {
        { Kind: DiskJobKind.Copy, Into: { } into } => $"Is copied to {Words.Name(Path.GetFileName(into))}",
        { Kind: DiskJobKind.Copy } => "Is copied",
        { Kind: DiskJobKind.Pull } => "Is flattened",
        { Kind: DiskJobKind.Commit or DiskJobKind.ActiveCommit } => "Its images are merged",
        { Kind: DiskJobKind.Backup } => "Is backed up",
        _ => "A job works on it",
    };

    private static string How(DiskJob job) => job switch
    {
        { IsReady: true } => "complete, and waits to be finished",
        { Percent: { } percent } => $"{percent} %",
        _ => "begins",
    };
}
