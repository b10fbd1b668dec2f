using System.Security.Cryptography;
using System.Xml;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Operations;

/// <summary>
/// The definitions that operations have written, so that the history knows whose a version is: the one with exactly that text.
/// All others were written outside of WebConsole.
/// </summary>
public sealed class DefinitionSignatures(TimeProvider time)
{
    /// <summary>The most that wait for their version to be noticed; the oldest go.</summary>
    private const int Most = 256;

    /// <summary>The longest wait for a call of libvirt that is just writing the definition.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>One that is noticed later than this was noticed as another one's.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly List<Signature> _signatures = [];

    /// <summary>Begins to write a definition; it is written when the result is disposed.</summary>
    internal Signature Begin(ObjectId id, DefinitionAuthor author)
    {
        var begun = new Signature(id, author, time.GetUtcNow());
        lock (_lock)
        {
            _signatures.RemoveAll(old => time.GetUtcNow() - old.BegunAt > Lifetime && old.IsDone);
            if (_signatures.Count >= Most)
                _signatures.RemoveAt(0);
            _signatures.Add(begun);
        }
        return begun;
    }

    /// <summary>Who wrote this definition; <c>null</c> for others than WebConsole. Each is found once.</summary>
    /// <param name="id">Whose definition.</param>
    /// <param name="kept">Its text as the history keeps it; <c>null</c> for a deletion.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<DefinitionAuthor?> FindAsync(ObjectId id, string? kept, CancellationToken cancellation)
    {
        Task[] writing;
        lock (_lock)
            writing = [.. _signatures.Where(signature => signature.Id == id && !signature.IsDone).Select(signature => signature.Done)];
        await Task.WhenAll(writing).WaitAsync(Patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var hash = kept is null ? null : KeptDefinition.HashOf(kept);
        lock (_lock)
        {
            if (_signatures.Find(signature => signature.Id == id && signature.Signs(hash)) is not { } found)
                return null;
            _signatures.Remove(found);
            return found.Author;
        }
    }

    /// <summary>A definition while an operation writes it.</summary>
    internal sealed class Signature(ObjectId id, DefinitionAuthor author, DateTimeOffset begunAt) : IDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile byte[]? _hash;
        private volatile bool _written;

        public ObjectId Id => id;

        public DefinitionAuthor Author => author;

        public DateTimeOffset BegunAt => begunAt;

        public bool IsDone => _done.Task.IsCompleted;

        public Task Done => _done.Task;

        /// <summary>It was written: what libvirt has made of it is read.</summary>
        public void Written(LibvirtConnection connection)
        {
            try
            {
                Written(DefinitionKind.Of(id).Read(connection, id.Uuid!.Value, secrets: false));
            }
            catch (Exception error) when (error is LibvirtException or XmlException)
            {
                // It is written all the same. The history will call it another one's.
            }
        }

        /// <inheritdoc cref="Written(LibvirtConnection)"/>
        /// <param name="shown">As libvirt tells it without secrets.</param>
        public void Written(string shown)
        {
            _hash = KeptDefinition.HashOf(KeptDefinition.Of(id.Kind, shown));
            _written = true;
        }

        /// <summary>The object is not defined any more.</summary>
        public void Deleted() => _written = true;

        public bool Signs(byte[]? hash) => _written && (hash is null ? _hash is null : _hash is { } own && CryptographicOperations.FixedTimeEquals(own, hash));

        public void Dispose() => _done.TrySetResult();
    }
}

/// <summary>Who changed a definition.</summary>
/// <param name="User">The user, as tasks name them.</param>
/// <param name="Task">The task.</param>
/// <param name="Verb">What it did: "edit".</param>
public sealed record DefinitionAuthor(string User, long Task, string Verb);
