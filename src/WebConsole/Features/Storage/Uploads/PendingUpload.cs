namespace WebConsole.Features.Storage.Uploads;

/// <summary>An unfinished upload in memory: between the requests, which bring pieces, and the operation, which writes them.</summary>
internal sealed class PendingUpload(UploadRecord record, bool isSaved)
{
    /// <summary>Longer than a browser takes from one request to the next.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private TaskCompletionSource<UploadPiece> _next = New<UploadPiece>();
    private TaskCompletionSource _made = New();
    private UploadPiece? _piece;
    private bool _hasEnded;

    /// <summary>Held by the request that starts its operation or brings a piece.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public UploadRecord Record { get; private set; } = record;

    /// <summary>Whether its volume has been made.</summary>
    public bool IsSaved { get; private set; } = isSaved;

    /// <summary>Whether all bytes have arrived; then it is being checked.</summary>
    public bool HasAll => Record.Offset == Record.Length;

    /// <summary>Whether nobody brings bytes to it: its browser is paused, or gone.</summary>
    public bool IsLeft(DateTimeOffset now)
    {
        lock (_lock)
            return _piece is null && !HasAll && now - Record.Touched > Moment;
    }

    /// <summary>The task of its operation; after a restart there is none until someone continues it.</summary>
    public long? TaskId { get; set; }

    /// <summary>Completes when its volume is there, so that pieces can be written; never if its operation ends before.</summary>
    public Task Made => _made.Task;

    /// <summary>Why its operation has failed; it is undone after that is known.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether it has failed since there is something of its volume's name: under another one it may succeed.</summary>
    public bool IsNameTaken { get; private set; }

    /// <summary>Begins with a new operation.</summary>
    public void Begin()
    {
        lock (_lock)
            (_next, _made, _hasEnded, Failure, IsNameTaken) = (New<UploadPiece>(), New(), false, null, false);
    }

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
            if (_hasEnded || !_next.TrySetResult(piece))
                return false;
            _piece = piece;
            return true;
        }
    }

    /// <summary>The next piece.</summary>
    /// <param name="waits">Called if none comes at once: its browser is paused, or gone.</param>
    public async Task<UploadPiece> NextAsync(TimeSpan patience, TimeProvider time, Action waits, CancellationToken cancellation)
    {
        var next = _next.Task.WaitAsync(patience, time, cancellation);
        if (await Task.WhenAny(next, Task.Delay(Moment, time, cancellation)).ConfigureAwait(false) != next)
            waits();
        return await next.ConfigureAwait(false);
    }

    /// <summary>The operation has written a piece, and waits for another.</summary>
    public void Took(UploadPiece piece, string? trouble)
    {
        lock (_lock)
            (_next, _piece) = (New<UploadPiece>(), null);
        piece.End(trouble);
    }

    /// <summary>Stops a request that still reads: its browser has lost the connection.</summary>
    public Task StopPieceAsync()
    {
        // Under the lock, since its request disposes of it when it has ended.
        lock (_lock)
            return _piece?.StopAsync() ?? Task.CompletedTask;
    }

    /// <summary>The operation has ended.</summary>
    public void End(string? failure, bool isNameTaken = false)
    {
        UploadPiece? piece;
        lock (_lock)
            (Failure, IsNameTaken, _hasEnded, piece, _piece, _next) = (failure, isNameTaken, true, _piece, null, New<UploadPiece>());
        piece?.End(failure);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
