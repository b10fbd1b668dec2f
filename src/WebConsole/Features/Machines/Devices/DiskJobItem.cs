using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>A job on a disk, as the API shows it.</summary>
/// <param name="Kind"><c>copy</c>, <c>flatten</c>, <c>merge</c>, <c>backup</c> or <c>unknown</c>.</param>
/// <param name="Percent">How much is done, while that is known.</param>
/// <param name="Ready">Whether it is complete, follows what the guest writes, and waits to be finished.</param>
/// <param name="BytesPerSecond">Its limit; missing if there is none.</param>
/// <param name="Into">The path of a copy.</param>
internal sealed record DiskJobItem(string Kind, int? Percent, bool Ready, long? BytesPerSecond, string? Into)
{
    public static DiskJobItem? Of(DiskJob? job) => job is null ? null : new(job.Token, job.Percent, job.IsReady, job.BytesPerSecond, job.Into);
}
