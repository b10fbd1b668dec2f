using System.Security.Claims;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Sees to it that an upload has its operation: at its beginning, and again after a restart.</summary>
internal sealed class UploadStarter(UploadRegister register, OperationRunner runner)
{
    /// <summary>Whether its operation waits or runs.</summary>
    public bool Runs(PendingUpload upload) => upload.Task is { } task && runner.MayCancel(task, Caller.System);

    /// <summary>Starts its operation unless it runs, and waits until the volume is there.</summary>
    /// <returns>Why not, or <c>null</c>.</returns>
    public async Task<OperationResult?> EnsureAsync(PendingUpload upload, StoragePool pool, HostStatus host, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (!Runs(upload))
        {
            upload.Begin();
            var started = await runner.StartAsync(new UploadVolume { Pool = pool, Uri = host.Uri, Target = upload.Record.Volume, Upload = upload, Register = register }, user, cancellation).ConfigureAwait(false);
            if (started.TaskId is null)
                return started;
            upload.Task = started.TaskId;
        }
        await upload.Made.WaitAsync(cancellation).ConfigureAwait(false);
        return upload.Ended.IsCompleted && upload.Failure is { } failure ? OperationResult.Refused(RefusalReason.Conflict, failure) : null;
    }

    public OperationResult Cancel(PendingUpload upload, ClaimsPrincipal user) => runner.Cancel(upload.Task!.Value, user);
}
