using WebConsole.Text;
namespace WebConsole.Components.Shared;

/// <summary>
/// The sort column of a table and its direction; in the URL <c>name</c>, or <c>-cpu</c> for descending order.
/// </summary>
public sealed record Sort(string Column, bool Descending = false)
{
    public override string ToString() => Descending ? $"-{Column}" : Column;

    /// <summary>Reads what <see cref="ToString"/> wrote; <paramref name="otherwise"/> for an unknown column.</summary>
    public static Sort Parse(string? text, IEnumerable<Column> columns, Sort otherwise)
    {
        var descending = text is ['-', ..];
        var id = descending ? text![1..] : text;
        return columns.Any(column => column.Sortable && column.Id == id) ? new Sort(id!, descending) : otherwise;
    }

    /// <summary>The sort order after a click on a column header.</summary>
    public Sort Toggle(string column) => column == Column ? this with { Descending = !Descending } : new Sort(column);

    /// <summary>
    /// Orders <paramref name="items"/>: unknown values last in both directions, equal ones by <paramref name="name"/>.
    /// </summary>
    public List<T> Apply<T>(IEnumerable<T> items, Func<T, object?> key, Func<T, string> name)
    {
        var keyed = items.Select(item => (Item: item, Key: key(item))).OrderBy(pair => pair.Key is null);
        var ordered = Descending ? keyed.ThenByDescending(pair => pair.Key, NaturalOrder.Instance) : keyed.ThenBy(pair => pair.Key, NaturalOrder.Instance);
        return [.. ordered.ThenBy(pair => name(pair.Item), NaturalOrder.Instance).Select(pair => pair.Item)];
    }
}
