namespace WebConsole.Features.Storage.Uploads;

/// <summary>An unfinished upload in memory: between the requests, which bring pieces, and the operation, which writes them.</summary>
internal sealed class PendingUpload(UploadRecord record, bool isSaved)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<UploadPiece> _next = New<UploadPiece>();
    private TaskCompletionSource _made = New();
    private TaskCompletionSource<string?> _ended = New<string?>();
    private UploadPiece? _piece;

    /// <summary>Held by the request that starts its operation or brings a piece.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public UploadRecord Record { get; private set; } = record;

    /// <summary>Whether its volume has been made.</summary>
    public bool IsSaved { get; private set; } = isSaved;

    /// <summary>Whether all bytes have arrived; then it is being checked.</summary>
    public bool HasAll => Record.Offset == Record.Length;

    /// <summary>The task of its operation; after a restart there is none until someone continues it.</summary>
    public long? Task { get; set; }

    /// <summary>Completes when its volume is there, so that pieces can be written.</summary>
    public Task Made => _made.Task;

    /// <summary>Completes with why the upload failed, or with <c>null</c> when it has succeeded.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>Why it has failed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Begins with a new operation.</summary>
    public void Begin() => (_next, _made, _ended) = (New<UploadPiece>(), New(), New<string?>());

    /// <summary>Changes what is known of it; requests and its operation may do so at once.</summary>
    public UploadRecord Change(Func<UploadRecord, UploadRecord> change)
    {
        lock (_lock)
            return Record = change(Record);
    }

    /// <summary>It is kept over a restart.</summary>
    public void Saved() => IsSaved = true;

    /// <summary>The operation is ready for pieces.</summary>
    public void Ready() => _made.TrySetResult();

    /// <summary>Gives a piece to the operation; false if that has ended.</summary>
    public bool Offer(UploadPiece piece)
    {
        lock (_lock)
        {
            _piece = piece;
            return !_ended.Task.IsCompleted && _next.TrySetResult(piece);
        }
    }

    /// <summary>The next piece.</summary>
    public async Task<UploadPiece> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellation) =>
        await _next.Task.WaitAsync(patience, time, cancellation).ConfigureAwait(false);

    /// <summary>The operation has written a piece, and waits for another.</summary>
    public void Took(UploadPiece piece, string? trouble)
    {
        lock (_lock)
            (_next, _piece) = (New<UploadPiece>(), null);
        piece.End(trouble);
    }

    /// <summary>Stops a request that still reads: its browser has lost the connection.</summary>
    public Task StopPieceAsync() => _piece is { } piece ? piece.StopAsync() : System.Threading.Tasks.Task.CompletedTask;

    /// <summary>The operation has ended.</summary>
    public void End(string? failure)
    {
        lock (_lock)
        {
            Failure = failure;
            _ended.TrySetResult(failure);
        }
        _made.TrySetResult();
        _piece?.End(failure);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
