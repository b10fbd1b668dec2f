namespace WebConsole.Benchmarks.Harness;

/// <summary>Repeated measurements of a value.</summary>
internal static class Sample
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <summary>The percentile: the smallest value that at least this percentage of all values do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }
}
