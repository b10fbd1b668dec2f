using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Text;

namespace WebConsole.Components.Layout.Palette;

/// <summary>What the palette shows.</summary>
/// <param name="Shown">The entries in order, at most <see cref="Most"/>.</param>
/// <param name="Total">How many there are.</param>
public sealed record PaletteFound(ImmutableArray<PaletteEntry> Shown, int Total)
{
    public const int Most = 50;

    public static readonly PaletteFound Nothing = new([], 0);

    public int More => Total - Shown.Length;

    /// <summary>All entries in their order, up to the limit.</summary>
    public static PaletteFound Of(IReadOnlyList<PaletteEntry> entries) => new([.. entries.Take(Most)], entries.Count);

    /// <summary>
    /// The matching entries, best first. Among equal matches: objects, their parts, their actions; then recent objects,
    /// then by kind and name.
    /// </summary>
    public static PaletteFound Of(IEnumerable<PaletteEntry> entries, PaletteMatch match, IReadOnlyList<ObjectId> recent)
    {
        var answers = entries.Select(entry => (Entry: entry, Rank: match.RankOf(entry))).Where(answer => answer.Rank is not null).ToList();
        var shown = answers
            .OrderBy(answer => answer.Rank)
            .ThenBy(answer => Remoteness(answer.Entry))
            .ThenBy(answer => Age(answer.Entry, recent))
            .ThenBy(answer => answer.Entry.Kind)
            .ThenBy(answer => answer.Entry.Name, NaturalOrder.Instance)
            .Take(Most).Select(answer => answer.Entry);
        return new([.. shown], answers.Count);
    }

    private static int Remoteness(PaletteEntry entry) => entry.Kind is PaletteKind.Action ? 2 : entry.Verb is null ? 0 : 1;

    private static int Age(PaletteEntry entry, IReadOnlyList<ObjectId> recent)
    {
        for (var age = 0; entry.Subject is { } subject && age < recent.Count; age++)
        {
            if (recent[age] == subject.Id)
                return age;
        }
        return int.MaxValue;
    }
}
