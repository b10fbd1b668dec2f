using System.Collections.Concurrent;
using System.Security.Claims;
using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>All unfinished uploads.</summary>
internal sealed class UploadRegister(UploadFiles files, TimeProvider time)
{
    /// <summary>The most unfinished uploads of one person on one host, and of all.</summary>
    public const int MostOfPerson = 16, Most = 64;

    /// <summary>An upload that has got nothing for so long is given up, and its volume removed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Guid, PendingUpload> _uploads = new(
        files.Load().Select(record => KeyValuePair.Create(record.Id, new PendingUpload(record, isSaved: true))));

    public IEnumerable<PendingUpload> All => _uploads.Values;

    /// <summary>An upload to a pool, if it is the user's own; others' do not exist for them.</summary>
    public PendingUpload? Find(ObjectId pool, Guid id, ClaimsPrincipal user) =>
        _uploads.TryGetValue(id, out var upload) && ObjectId.Pool(upload.Record.Host, upload.Record.Pool) == pool && upload.Record.Person == SessionPrincipal.PersonOf(user) ? upload : null;

    /// <summary>Whether a volume is not yet whole.</summary>
    public bool Has(ObjectId pool, string volume) =>
        _uploads.Values.Any(upload => upload.Record.Volume == volume && ObjectId.Pool(upload.Record.Host, upload.Record.Pool) == pool);

    public PendingUpload Add(UploadRecord record)
    {
        var upload = new PendingUpload(record with { Touched = time.GetUtcNow() }, isSaved: false);
        _uploads[record.Id] = upload;
        return upload;
    }

    public void Save(PendingUpload upload, UploadRecord record)
    {
        record = record with { Touched = time.GetUtcNow() };
        files.Save(record);
        upload.Set(record);
    }

    public void Remove(PendingUpload upload)
    {
        files.Delete(upload.Record.Id);
        _uploads.TryRemove(upload.Record.Id, out _);
    }

    /// <summary>How long an upload is still waited for.</summary>
    public TimeSpan LeftFor(PendingUpload upload) =>
        upload.Record.Touched + Patience - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Why another one is not taken; <paramref name="record"/> is among them already.</summary>
    public string? TooMany(UploadRecord record)
    {
        var there = All.Where(upload => upload.Record.Host == record.Host).ToArray();
        return there.Count(upload => upload.Record.Person == record.Person) > MostOfPerson ? $"You have {MostOfPerson} unfinished uploads on {record.Host} already."
            : there.Length > Most ? $"There are {Most} unfinished uploads on {record.Host} already."
            : null;
    }

    /// <summary>What the other uploads to the pool will still take of its space.</summary>
    public long Promised(UploadRecord record) => All.Where(upload => upload.Record.Pool == record.Pool && upload.Record.Host == record.Host && upload.Record.Id != record.Id)
        .Sum(upload => upload.Record.Length - upload.Record.Offset);
}
