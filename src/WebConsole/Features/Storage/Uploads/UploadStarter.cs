using System.Security.Claims;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Sees to it that an upload has its operation: at its beginning, and again after a restart.</summary>
internal sealed class UploadStarter(UploadRegister register, OperationRunner runner)
{
    /// <summary>Whether its operation waits or runs.</summary>
    public bool Runs(PendingUpload upload) => upload.TaskId is { } task && runner.IsActive(task);

    /// <summary>Completes when its operation has ended: of one that failed, the volume is gone and its name is free.</summary>
    public Task EndedAsync(PendingUpload upload) => upload.TaskId is { } task ? runner.EndedAsync(task) : Task.CompletedTask;

    /// <summary>Completes when the cancelled operations on the same volume have removed it.</summary>
    public Task CancelledAsync(UploadRecord record) => runner.CancelledAsync(ObjectId.Volume(record.Host, record.Pool, record.Volume));

    /// <summary>Refuses an upload that may not begin, before it counts among the others.</summary>
    public OperationResult? Refuse(PendingUpload upload, StoragePool pool, HostStatus host, ClaimsPrincipal user) => runner.Refuse(Operation(upload, pool, host), user);

    /// <summary>Starts its operation unless it runs, and waits until the volume is there.</summary>
    /// <returns>Why not, or <c>null</c>.</returns>
    public async Task<OperationResult?> EnsureAsync(PendingUpload upload, StoragePool pool, HostStatus host, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (!Runs(upload))
        {
            upload.Begin();
            var started = await runner.StartAsync(Operation(upload, pool, host), user, cancellation).ConfigureAwait(false);
            if (started.TaskId is null)
                return started;
            upload.TaskId = started.TaskId;
        }
        await Task.WhenAny(upload.Made, EndedAsync(upload)).WaitAsync(cancellation).ConfigureAwait(false);
        return upload.IsNameTaken ? OperationResult.Mistaken(new Dictionary<string, string[]> { ["filename"] = [VolumeCalls.AnotherName] })
            : upload.Failure is { } failure ? OperationResult.Refused(RefusalReason.Conflict, failure)
            : upload.Made.IsCompleted ? null
            : OperationResult.Refused(RefusalReason.Conflict, "It was cancelled before it began.");
    }

    public OperationResult Cancel(PendingUpload upload, ClaimsPrincipal user) => runner.Cancel(upload.TaskId!.Value, user);

    /// <summary>Takes back one that has not begun for its client.</summary>
    public async Task GiveUpAsync(PendingUpload upload, ClaimsPrincipal user)
    {
        if (Runs(upload))
            Cancel(upload, user);
        await EndedAsync(upload).ConfigureAwait(false);
        register.Remove(upload);
    }

    private UploadVolume Operation(PendingUpload upload, StoragePool pool, HostStatus host) => new() { Pool = pool, Uri = host.Uri, Target = upload.Record.Volume, Upload = upload, Register = register };
}
