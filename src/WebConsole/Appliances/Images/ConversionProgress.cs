using System.Globalization;

namespace WebConsole.Appliances.Images;

/// <summary>Reads how far a conversion is: <c>(12.50/100%)</c>, each written over the last.</summary>
internal sealed class ConversionProgress(Action<double> progress)
{
    private const int Longest = 64;

    private string _unread = "";

    public void Read(string written)
    {
        var parts = (_unread + written).Split('\r', '\n');
        foreach (var part in parts.SkipLast(1))
        {
            if (Percent(part) is { } percent)
                progress(percent / 100);
        }
        _unread = parts[^1].Length <= Longest ? parts[^1] : "";
    }

    private static double? Percent(string text)
    {
        var (from, to) = (text.IndexOf('(', StringComparison.Ordinal), text.IndexOf('/', StringComparison.Ordinal));
        return from >= 0 && to > from && double.TryParse(text[(from + 1)..to], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent : null;
    }
}
