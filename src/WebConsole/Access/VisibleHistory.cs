using WebConsole.History;
using WebConsole.History.Commands;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Access;

/// <summary>The history of those objects that the current user may see, and of its texts what the user may read.</summary>
public sealed class VisibleHistory(HistoryStore store, IAccess access, CurrentUser user)
{
    /// <inheritdoc cref="HistoryStore.Changed"/>
    public event Action<ObjectId> Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <inheritdoc cref="HistoryStore.Problem"/>
    public string? Problem => store.Problem;

    /// <summary>The object, or <c>null</c> if the history does not know it or the user may not see it.</summary>
    public async Task<KeptObject?> FindObjectAsync(ObjectId id, CancellationToken cancellation) => Sees(id) ? await store.FindObjectAsync(id, cancellation).ConfigureAwait(false) : null;

    /// <summary>Deleted objects that the user may see, the latest first.</summary>
    public async Task<IReadOnlyList<KeptObject>> ListDeletedAsync(CancellationToken cancellation) =>
        [.. (await store.ListDeletedAsync(cancellation).ConfigureAwait(false)).Where(one => Sees(one.Id))];

    /// <inheritdoc cref="HistoryStore.ListAsync"/>
    public async Task<IReadOnlyList<KeptVersion>> ListAsync(ObjectId id, long before, int count, CancellationToken cancellation) =>
        Sees(id) ? await store.ListAsync(id, before, count, cancellation).ConfigureAwait(false) : [];

    /// <inheritdoc cref="HistoryStore.FindAsync"/>
    public async Task<KeptVersion?> FindAsync(ObjectId id, long version, CancellationToken cancellation) => Sees(id) ? await store.FindAsync(id, version, cancellation).ConfigureAwait(false) : null;

    /// <summary>The text of a version as far as the user may read it; <c>null</c> where there is none, or it is damaged.</summary>
    public async Task<string?> ReadAsync(ObjectId id, long version, CancellationToken cancellation) =>
        Sees(id) && await store.ReadAsync(id, version, cancellation).ConfigureAwait(false) is { } text ? DefinitionMask.For(access.May(user.Principal, Right.Operate, id), text) : null;

    /// <summary>The operation that names and pins a version.</summary>
    public Operation Mark(KeptVersion version, VersionMark mark) => new MarkVersion { Id = version.Of, Target = version.Name, Version = version.Id, IsMarked = version.Label is not null || version.Pinned, Asked = mark, Store = store };

    /// <summary>The same of a version that is not known, to be asked whether it may.</summary>
    public Operation MarkAny(ObjectId id) => new MarkVersion { Id = id, Target = id.Key, Version = 0, Asked = new VersionMark(), Store = store };

    private bool Sees(ObjectId id) => access.May(user.Principal, Right.See, id);
}
