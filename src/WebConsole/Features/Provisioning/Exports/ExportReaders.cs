using System.Collections.Concurrent;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>Who is being sent an export: one a person, since it takes space on WebConsole's host until it is sent.</summary>
/// <param name="patience">How long a reader may take for each <see cref="ResponseStream.Piece"/>.</param>
internal sealed class ExportReaders(TimeSpan patience)
{
    /// <summary>About 17 kB/s.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <summary>On the average, which no stall may hide: at the least speed of a piece alone, a large export would take years.</summary>
    private const long BytesPerSecond = 1 << 20;

    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(10), Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Place> _people = new(StringComparer.Ordinal);

    public TimeSpan Patience => patience;

    /// <summary>How long a reader may take for a whole export, which keeps its space on WebConsole's host for so long.</summary>
    public static TimeSpan WholeOf(long bytes) => TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Beginning.TotalSeconds + (double)bytes / BytesPerSecond));

    /// <summary>Takes the person's place until what it returns is disposed.</summary>
    /// <returns><c>null</c> for a person who has it already.</returns>
    public IDisposable? Enter(string person)
    {
        var place = new Place(this, person);
        return _people.TryAdd(person, place) ? place : null;
    }

    private sealed class Place(ExportReaders readers, string person) : IDisposable
    {
        public void Dispose() => readers._people.TryRemove(KeyValuePair.Create(person, this));
    }
}
