using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Tasks;

/// <summary>
/// The page of all tasks, newest first, and of the parts of one in their order. The filter is in the URL, so that a link shows a colleague the same.
/// </summary>
public sealed partial class TasksPage
{
    // Each row costs memory for each visitor; older tasks can be found by the filter.
    private const int MostShown = 1_000;

    private static readonly TaskState[] States = Enum.GetValues<TaskState>();

    private TaskFilter _filter = new();
    private ObjectId? _subject;
    private long? _opened;
    private IReadOnlyList<TaskRecord>? _listed;
    private IReadOnlyList<TaskRecord> _rows = [];
    private long? _oldest;
    private bool _more;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    /// <summary>Only tasks of this object and its children: <c>kind/host/key</c>.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    public string? Of { get; set; }

    /// <summary>Only this task and its parts.</summary>
    [SupplyParameterFromQuery(Name = "parent")]
    public string? Parent { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateQuery { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>A task to show opened.</summary>
    [SupplyParameterFromQuery(Name = "task")]
    public string? TaskQuery { get; set; }

    private bool ShowHost => Host is null && _subject is null && Inventory.Current.Hosts.Length > 1;

    protected override void OnInitialized()
    {
        Listen(handler => Store.Changed += handler, handler => Store.Changed -= handler);
        // Durations of running tasks and ages of ended tasks change with time.
        Tick(TimeSpan.FromSeconds(5));
    }

    protected override async Task OnParametersSetAsync()
    {
        _subject = ObjectId.TryParse(Of, out var subject) ? subject : null;
        _opened = long.TryParse(TaskQuery, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var filter = new TaskFilter
        {
            Host = Host,
            Subject = _subject,
            Parent = long.TryParse(Parent, NumberStyles.None, CultureInfo.InvariantCulture, out var parent) ? parent : null,
            State = TaskStates.Parse(StateQuery),
            Words = string.IsNullOrWhiteSpace(Query) ? null : Query.Trim() is { Length: > FilterField.Longest } longer ? longer[..FilterField.Longest] : Query.Trim(),
        };
        if (filter == _filter && _listed is not null && (_opened is null || _listed.Any(task => task.Id == _opened)))
            return;
        _filter = filter;
        // Tasks in memory are shown at once; the rest follows.
        _listed = _listed?.Where(filter.Matches).ToArray();
        Refresh();
        var listed = await Store.ListAsync(filter, CancellationToken.None);
        // The user has typed more while this was being read.
        if (filter != _filter)
            return;
        Mark(listed);
        _listed = await WithOpenedAsync(listed);
        Refresh();
    }

    protected override bool Refresh()
    {
        // The tasks in memory reach further back than the request.
        var rows = Store.Renew(_filter, _listed ?? []).Where(task => !_more || task.Id >= _oldest || task.Id == _opened)
            .Where((task, place) => place < MostShown || task.Id == _opened);
        // The parts of a task stand in their own order: the first of a series of machines is the first.
        _rows = [.. _filter.Parent is null ? rows : rows.OrderBy(task => task.Id)];
        return true;
    }

    private async Task ReadOlderAsync()
    {
        var older = await Store.ListAsync(_filter with { Before = _oldest }, CancellationToken.None);
        Mark(older);
        _listed = [.. _listed!.UnionBy(older, task => task.Id)];
        Refresh();
    }

    private void Mark(IReadOnlyList<TaskRecord> part)
    {
        _more = part.Count == _filter.Count;
        _oldest = part.Count > 0 ? part[^1].Id : null;
    }

    // The task of a link may be old.
    private async Task<IReadOnlyList<TaskRecord>> WithOpenedAsync(IReadOnlyList<TaskRecord> listed) =>
        _opened is { } id && listed.All(task => task.Id != id) && await Store.FindAsync(id, CancellationToken.None) is { } opened
            ? [.. listed, opened]
            : listed;

    private string Name(ObjectId id) => Inventory.Current.NameOf(id) ?? id.Key;

    private string Without(string parameter) => Navigation.GetUriWithQueryParameter(parameter, (string?)null);

    private void Toggle(TaskState state) => Go("state", _filter.State == state ? null : state.ToToken());

    private void Type(string words) => Go("q", words.Length > 0 ? words : null);

    // Replaces the history entry, so that "back" leaves the page and does not undo single letters.
    private void Go(string parameter, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, value), replace: true);
}
