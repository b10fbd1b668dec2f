using System.Globalization;

namespace WebConsole.Text;

/// <summary>Texts as people order them, web-2 before web-10; everything else by its own order.</summary>
public sealed class NaturalOrder : IComparer<object?>, IComparer<string?>
{
    public static readonly NaturalOrder Instance = new();

    private static readonly StringComparer Texts =
        StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreCase | CompareOptions.NumericOrdering);

    public int Compare(string? x, string? y) => Texts.Compare(x, y);

    public int Compare(object? x, object? y) => x is string && y is string ? Texts.Compare(x, y) : Comparer<object>.Default.Compare(x!, y!);
}
