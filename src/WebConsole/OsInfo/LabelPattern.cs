using System.Buffers;
using System.Text.RegularExpressions;

namespace WebConsole.OsInfo;

/// <summary>
/// A regular expression of osinfo-db. There are thousands, so none is kept compiled: most are ruled out by the text that they
/// begin with. One that takes long is not tried again.
/// </summary>
public sealed class LabelPattern
{
    /// <summary>For one look at one label, which is 128 characters at most: an honest pattern takes microseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static readonly SearchValues<char> Special = SearchValues.Create(@"\.[](){}*+?^$");

    private readonly string _begin;
    private volatile bool _isBroken;

    public LabelPattern(string pattern)
    {
        Text = pattern;
        _begin = BeginOf(pattern);
    }

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <summary>Whether it is somewhere in the text.</summary>
    public bool IsIn(string text)
    {
        if (_isBroken || !text.Contains(_begin, StringComparison.Ordinal))
            return false;
        try
        {
            return Regex.IsMatch(text, Text, RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            _isBroken = true;
            return false;
        }
    }

    /// <summary>What every text that fits contains: the characters before the first one with a meaning.</summary>
    private static string BeginOf(string pattern)
    {
        if (pattern.Contains('|', StringComparison.Ordinal))
            return "";
        var plain = pattern.AsSpan(pattern is ['^', ..] ? 1 : 0);
        var length = plain.IndexOfAny(Special);
        if (length < 0)
            return plain.ToString();
        // What follows may be optional.
        return plain[..(plain[length] is '*' or '?' or '{' ? Math.Max(0, length - 1) : length)].ToString();
    }
}
