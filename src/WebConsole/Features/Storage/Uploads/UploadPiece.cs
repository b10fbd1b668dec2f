namespace WebConsole.Features.Storage.Uploads;

/// <summary>The body of one request, which the operation reads. The request waits for <see cref="Taken"/>.</summary>
/// <param name="body">The body.</param>
/// <param name="aborted">Cancelled when the browser has gone.</param>
internal sealed class UploadPiece(Stream body, CancellationToken aborted) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    private readonly TaskCompletionSource<string?> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Stream Body => body;

    /// <summary>Cancelled when no more of it is wanted.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Completes when libvirt has confirmed what arrived of it; with a text if it could not, and another attempt may help.</summary>
    public Task<string?> Taken => _taken.Task;

    /// <summary>Reads no more of it: its browser has lost its connection, and asks anew.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public void End(string? trouble) => _taken.TrySetResult(trouble);

    public void Dispose() => _stop.Dispose();
}
