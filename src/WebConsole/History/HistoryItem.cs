namespace WebConsole.History;

/// <summary>The history of an object in the API's form.</summary>
/// <param name="Name">Its newest name.</param>
/// <param name="DeletedAt">When its deletion was noticed; <c>null</c> while it is defined.</param>
/// <param name="Dropped">How many older versions were dropped, to stay within the limits.</param>
/// <param name="Items">Its versions, newest first. The next part of a long list begins before the last one's id.</param>
internal sealed record HistoryItem(string Name, DateTimeOffset? DeletedAt, int Dropped, IReadOnlyList<VersionItem> Items);

/// <summary>A version in the API's form.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Event"><c>found</c>, <c>defined</c>, <c>changed</c> or <c>deleted</c>.</param>
/// <param name="NoticedAt">When WebConsole noticed it.</param>
/// <param name="Since">Where WebConsole was away: until when it had watched.</param>
/// <param name="User">Who of WebConsole; <c>null</c> for anything outside.</param>
/// <param name="Task">The task that made it.</param>
/// <param name="Action">What the task did.</param>
/// <param name="Name">The object's name in this version.</param>
/// <param name="Changes">The first places that changed since the version before.</param>
/// <param name="ChangeCount">How many changed.</param>
/// <param name="Label">The name of the version.</param>
/// <param name="Pinned">Whether it stays when older ones go.</param>
internal sealed record VersionItem(long Id, string Event, DateTimeOffset NoticedAt, DateTimeOffset? Since, string? User, long? Task, string? Action, string Name, IReadOnlyList<ChangeItem> Changes, int ChangeCount, string? Label, bool Pinned)
{
    public static VersionItem Of(KeptVersion version) => new(version.Id, version.Event.ToString().ToLowerInvariant(), version.NoticedAt, version.Since, version.Author?.User, version.Author?.Task, version.Author?.Verb, version.Name,
        [.. version.Changes.Select(change => new ChangeItem(change.Kind.ToString().ToLowerInvariant(), change.Path))], version.ChangeCount, version.Label, version.Pinned);
}

/// <summary>A place that differs.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>reordered</c>.</param>
/// <param name="Path">The place.</param>
/// <param name="Old">The value before, in a comparison.</param>
/// <param name="New">The value after, in a comparison.</param>
internal sealed record ChangeItem(string Kind, string Path, string? Old = null, string? New = null);

/// <summary>Two versions side by side.</summary>
/// <param name="Before">The definition of the one that is compared with.</param>
/// <param name="After">The definition of the version.</param>
/// <param name="Changes">What differs; <c>null</c> where one of them can't be read.</param>
internal sealed record ComparisonItem(string Before, string After, IReadOnlyList<ChangeItem>? Changes);

/// <summary>A deleted object in the API's form.</summary>
/// <param name="Kind"><c>machine</c>, <c>network</c> or <c>pool</c>.</param>
/// <param name="Host">Where it was.</param>
/// <param name="Uuid">Which.</param>
/// <param name="Name">Its last name.</param>
/// <param name="DeletedAt">When its deletion was noticed.</param>
/// <param name="Versions">How many versions are kept.</param>
internal sealed record DeletedItem(string Kind, string Host, string Uuid, string Name, DateTimeOffset? DeletedAt, int Versions);
