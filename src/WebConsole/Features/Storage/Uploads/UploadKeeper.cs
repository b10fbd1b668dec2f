using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>
/// After a restart: ends the uploads that nobody continues, and those of packed files, which nobody can. Their own operation is begun once more; it removes the volume
/// of one whose time is over, and checks one that is complete.
/// </summary>
internal sealed partial class UploadKeeper(UploadRegister register, UploadStarter starter, IServiceScopeFactory scopes, TimeProvider time, ILogger<UploadKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (var upload in register.All)
                await KeepAsync(upload, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(PendingUpload upload, CancellationToken cancellation)
    {
        var record = upload.Record;
        if (starter.Runs(upload) || !await upload.Turn.WaitAsync(0, cancellation).ConfigureAwait(false))
            return;
        try
        {
            if (!upload.IsSaved)
                register.Remove(upload);
            else if (record.Unpack is not null || record.Offset == record.Length || register.LeftFor(upload) == TimeSpan.Zero)
                await BeginAsync(upload, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(log, record.Volume, error);
        }
        finally
        {
            upload.Turn.Release();
        }
    }

    private async Task BeginAsync(PendingUpload upload, CancellationToken cancellation)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Is(Caller.System);
            var inventory = scope.ServiceProvider.GetRequiredService<VisibleInventory>().Current;
            // A pool that is not known (yet) is waited for.
            if (inventory.Find(ObjectId.Pool(upload.Record.Host, upload.Record.Pool)) is StoragePool { State: "running" } pool && inventory.Host(pool.Host) is { } host)
                await starter.EnsureAsync(upload, pool, host, Caller.System, cancellation).ConfigureAwait(false);
        }
    }

    [LoggerMessage(2403, LogLevel.Warning, "The unfinished upload of {Volume} could not be ended; trying again in a minute")]
    private static partial void Failed(ILogger log, string volume, Exception exception);
}
