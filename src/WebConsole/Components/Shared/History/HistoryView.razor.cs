using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.History;
using WebConsole.Hypervisor;

namespace WebConsole.Components.Shared.History;

/// <summary>The versions of one object's definition.</summary>
public sealed partial class HistoryView
{
    /// <summary>How many are read at once; more on demand.</summary>
    private const int AtOnce = 100;

    /// <summary>Of how many of the newest versions the list says what they changed from what to what: their texts are read for it.</summary>
    private const int MostSaid = 20;

    private readonly string _title = $"history-{Guid.NewGuid():N}";
    private readonly List<long> _picked = [];
    private readonly Dictionary<long, IReadOnlyList<string>> _said = [];
    private ObjectId? _of;
    private List<KeptVersion>? _versions;
    private KeptObject? _object;
    private Compared? _comparison;
    private Compared? _shown;
    private long? _open;
    private string? _error;
    private bool _more;
    private Action<ObjectId>? _changed;

    [Parameter, EditorRequired]
    public ObjectId Of { get; set; }

    /// <summary>What restores a version of a deleted object; <c>null</c> for one that is there, whose own action does.</summary>
    [Parameter]
    public Func<KeptVersion, Task>? Restore { get; set; }

    protected override void OnInitialized() => Listen(signal => History.Changed += _changed = id =>
    {
        if (id == Of)
            signal();
    }, _ => History.Changed -= _changed!);

    protected override async Task OnParametersSetAsync()
    {
        if (_of == Of)
            return;
        (_of, _versions, _object, _comparison, _shown, _open, _error) = (Of, null, null, null, null, null, null);
        _picked.Clear();
        _said.Clear();
        await ReadAsync().ConfigureAwait(true);
    }

    protected override bool Refresh()
    {
        _ = ReadAnewAsync();
        return false;
    }

    private async Task ReadAnewAsync()
    {
        await ReadAsync().ConfigureAwait(true);
        StateHasChanged();
    }

    /// <summary>Reads as many as are shown, at least the first.</summary>
    private Task ReadAsync() => TryAsync(async () =>
    {
        var of = Of;
        var count = Math.Max(AtOnce, _versions?.Count ?? 0);
        var known = await History.FindObjectAsync(of, CancellationToken.None).ConfigureAwait(true);
        var read = await History.ListAsync(of, long.MaxValue, count + 1, CancellationToken.None).ConfigureAwait(true);
        // Another object is shown by now.
        if (of == Of)
            (_object, _versions, _more) = (known, [.. read.Take(count)], read.Count > count);
        await SayAsync(of, [.. read.Where(version => version.HasText).Take(MostSaid + 1)]).ConfigureAwait(true);
    });

    private async Task SayAsync(ObjectId of, KeptVersion[] versions)
    {
        for (var at = 0; at + 1 < versions.Length; at++)
        {
            var (newer, older) = (versions[at], versions[at + 1]);
            if (newer.Event is not VersionEvent.Changed || _said.ContainsKey(newer.Id))
                continue;
            var after = await History.ReadAsync(of, newer.Id, CancellationToken.None).ConfigureAwait(true);
            var before = await History.ReadAsync(of, older.Id, CancellationToken.None).ConfigureAwait(true);
            if (of != Of)
                return;
            _said[newer.Id] = before is null || after is null ? [] : ChangeInWords.Between(before, after);
        }
    }

    private Task OlderAsync() => TryAsync(async () =>
    {
        var (of, known) = (Of, _versions!);
        var older = await History.ListAsync(of, known[^1].Id, AtOnce + 1, CancellationToken.None).ConfigureAwait(true);
        // Others were read meanwhile.
        if (!ReferenceEquals(known, _versions))
            return;
        known.AddRange(older.Take(AtOnce));
        _more = older.Count > AtOnce;
    });

    /// <summary>The disk may be full, or the file locked by somebody: the page says so, and stays.</summary>
    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(true);
            _error = null;
        }
        catch (SqliteException error)
        {
            _error = error.Message;
        }
    }

    /// <summary>Two at most: the one that was picked first gives way.</summary>
    private void Pick(KeptVersion version)
    {
        if (_picked.Remove(version.Id))
            return;
        _picked.Add(version.Id);
        if (_picked.Count > 2)
            _picked.RemoveAt(0);
    }

    private Task ComparePickedAsync() => TryAsync(async () =>
    {
        if (_versions!.Where(version => _picked.Contains(version.Id)).ToArray() is [var newer, var older])
            _comparison = await CompareAsync(older, newer).ConfigureAwait(true);
    });

    private void CloseComparison()
    {
        _comparison = null;
        _picked.Clear();
    }

    /// <summary>Shows what a version changed; of one without any before it, its definition.</summary>
    private async Task OpenAsync(KeptVersion version)
    {
        (_open, _shown) = (_open == version.Id ? null : version.Id, null);
        if (_open is null)
            return;
        await TryAsync(async () =>
        {
            // It may be on the next page of the list, or dropped.
            var before = version.Event is VersionEvent.Changed ? (await History.ListAsync(Of, version.Id, 1, CancellationToken.None).ConfigureAwait(true)).FirstOrDefault(one => one.HasText) : null;
            var compared = await CompareAsync(before ?? version, version).ConfigureAwait(true);
            if (_open == version.Id)
                _shown = compared;
        }).ConfigureAwait(true);
    }

    private async Task<Compared> CompareAsync(KeptVersion older, KeptVersion newer)
    {
        var (before, after) = (await History.ReadAsync(Of, older.Id, CancellationToken.None).ConfigureAwait(true), await History.ReadAsync(Of, newer.Id, CancellationToken.None).ConfigureAwait(true));
        return new Compared(older, newer, before ?? "", after ?? "") { Missing = before is null ? older : after is null ? newer : null };
    }

    private Func<Task>? RestoreOf(KeptVersion version)
    {
        if (Restore is { } restore)
            return () => restore(version);
        if (ActionOf("restore") is not (var action, var subject))
            return null;
        return () => Dialogs.OpenAsync(new DialogParameters<RestoreDrawer>
        {
            { drawer => drawer.Action, action },
            { drawer => drawer.Subject, subject },
            { drawer => drawer.Host, Subjects.HostOf(Of) },
            { drawer => drawer.Kept, version },
        });
    }

    private Func<Task>? MarkOf(KeptVersion version) => !Available.May(version.Label is not null || version.Pinned ? Right.Configure : Right.Operate, Of) ? null
        : () => Dialogs.OpenAsync(new DialogParameters<MarkDrawer> { { drawer => drawer.Kept, version } });

    private (ObjectAction Action, ISubject Subject)? ActionOf(string word) =>
        Subjects.Find(Of) is { } subject && Available.For(subject).Find(word) is { } action ? (action, subject) : null;

    private sealed record Compared(KeptVersion Old, KeptVersion New, string Before, string After)
    {
        /// <summary>The one that can't be read.</summary>
        public KeptVersion? Missing { get; init; }
    }
}
