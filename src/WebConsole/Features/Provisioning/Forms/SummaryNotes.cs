using System.Collections.Immutable;
using WebConsole.Components.Shared.Forms;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a form's summary says, for whoever does not see the form.</summary>
internal static class SummaryNotes
{
    private const string Mark = "⚠ ";

    /// <summary>The lines that warn.</summary>
    public static ImmutableArray<FieldNote> Warnings(this IEnumerable<SummaryLine> lines) =>
        [.. lines.Where(line => line.Text.StartsWith(Mark, StringComparison.Ordinal)).Select(line => new FieldNote(line.Field, line.Text[Mark.Length..]))];

    public static ImmutableArray<string> Words(this IEnumerable<SummaryLine> lines) => [.. lines.Select(line => line.Text)];
}
