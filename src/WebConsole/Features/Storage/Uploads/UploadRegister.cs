using System.Collections.Concurrent;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>All unfinished uploads, and those that have ended of late.</summary>
internal sealed class UploadRegister(UploadFiles files, TimeProvider time)
{
    /// <summary>The most unfinished uploads of one person on one host, and of all.</summary>
    public const int MostOfPerson = 16, Most = 64;

    /// <summary>An upload that has got nothing for so long is given up, and its volume removed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The most packed files, and how long one may get nothing: each holds the memory of its decoder.</summary>
    public const int MostPacked = 4;

    /// <inheritdoc cref="MostPacked"/>
    public static readonly TimeSpan PatiencePacked = TimeSpan.FromHours(1);

    /// <summary>How long the end of an upload is remembered, and of how many.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <inheritdoc cref="Memory"/>
    public const int MostEnded = 256;

    private readonly ConcurrentDictionary<Guid, PendingUpload> _uploads = new(
        files.Load().Select(record => KeyValuePair.Create(record.Id, new PendingUpload(record, isSaved: true))));

    // Files that the server fetches: they count as uploads, and end with their task.
    private readonly ConcurrentDictionary<Guid, UploadRecord> _fetched = new();

    // For a client that did not get the last answer.
    private readonly ConcurrentDictionary<Guid, (PendingUpload Upload, DateTimeOffset At)> _ended = new();

    public IEnumerable<PendingUpload> All => _uploads.Values;

    private IEnumerable<UploadRecord> Records => _uploads.Values.Select(upload => upload.Record).Concat(_fetched.Values);

    /// <summary>An upload to a pool. Whoever may upload to it may continue it, in any browser.</summary>
    public PendingUpload? Find(ObjectId pool, Guid id) => _uploads.TryGetValue(id, out var upload) && IsInto(pool, upload.Record) ? upload : null;

    /// <summary>An upload that has got all its bytes, and succeeded or failed of late; as <see cref="Find"/>.</summary>
    public PendingUpload? FindEnded(ObjectId pool, Guid id) =>
        _ended.TryGetValue(id, out var ended) && time.GetUtcNow() - ended.At < Memory && IsInto(pool, ended.Upload.Record) ? ended.Upload : null;

    /// <summary>The uploads to a pool that wait for someone who goes on with them.</summary>
    public IReadOnlyList<UploadRecord> Left(ObjectId pool) =>
        [.. _uploads.Values.Where(upload => IsInto(pool, upload.Record) && upload.IsLeft(time.GetUtcNow())).Select(upload => upload.Record).OrderBy(record => record.Volume, StringComparer.Ordinal)];

    /// <summary>Whether a volume is not yet whole.</summary>
    public bool Has(ObjectId pool, string volume) =>
        Records.Any(record => record.Volume == volume && IsInto(pool, record));

    public void Add(PendingUpload upload)
    {
        Touch(upload, record => record);
        _uploads[upload.Record.Id] = upload;
    }

    public void Save(PendingUpload upload, Func<UploadRecord, UploadRecord> change)
    {
        files.Save(Touch(upload, change));
        upload.Saved();
    }

    /// <summary>Bytes have arrived.</summary>
    public UploadRecord Touch(PendingUpload upload, Func<UploadRecord, UploadRecord> change) => upload.Change(record => change(record) with { Touched = time.GetUtcNow() });

    public void Remove(PendingUpload upload)
    {
        files.Delete(upload.Record.Id);
        _uploads.TryRemove(upload.Record.Id, out _);
    }

    /// <summary>Remembers how an upload has ended. Of one that has not got all, nothing is: its client begins anew.</summary>
    public void Ended(PendingUpload upload)
    {
        if (!upload.HasAll)
            return;
        var now = time.GetUtcNow();
        _ended[upload.Record.Id] = (upload, now);
        var others = _ended.OrderByDescending(ended => ended.Value.At).ToArray();
        foreach (var (id, _) in others.Where((ended, index) => index >= MostEnded || now - ended.Value.At >= Memory))
            _ended.TryRemove(id, out _);
    }

    private static bool IsInto(ObjectId pool, UploadRecord record) => ObjectId.Pool(record.Host, record.Pool) == pool;

    /// <summary>How long an upload that gets nothing is waited for.</summary>
    public static TimeSpan PatienceFor(UploadRecord record) => record.Unpack is null ? Patience : PatiencePacked;

    /// <summary>How long an upload is still waited for.</summary>
    public TimeSpan LeftFor(PendingUpload upload) =>
        upload.Record.Touched + PatienceFor(upload.Record) - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Why another one is not taken; <paramref name="record"/> is among them already.</summary>
    public string? TooMany(UploadRecord record)
    {
        var there = Records.Where(other => other.Host == record.Host).ToArray();
        return there.Count(other => other.Person == record.Person) > MostOfPerson ? $"You have {MostOfPerson} unfinished uploads on {record.Host} already."
            : record.Unpack is not null && Records.Count(other => other.Unpack is not null) > MostPacked ? $"{MostPacked} packed files are being unpacked already. Wait for one of them, or unpack the file yourself."
            : there.Length > Most ? $"There are {Most} unfinished uploads on {record.Host} already."
            : null;
    }

    /// <summary>What the other uploads to the pool will still take of its space.</summary>
    public long Promised(UploadRecord record) => Records.Where(other => other.Pool == record.Pool && other.Host == record.Host && other.Id != record.Id)
        .Sum(other => Math.Max(0, other.Length - other.Offset));

    /// <summary>How far the server is with a file that it fetches.</summary>
    public void Fetches(UploadRecord record) => _fetched[record.Id] = record;

    /// <summary>The server has fetched a file, or won't.</summary>
    public void Fetched(UploadRecord record) => _fetched.TryRemove(record.Id, out _);
}
