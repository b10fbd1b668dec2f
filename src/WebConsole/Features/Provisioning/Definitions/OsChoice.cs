using System.Text.RegularExpressions;
using WebConsole.OsInfo;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>The operating system that was asked for.</summary>
/// <param name="Id">As libosinfo names it, for the definition; null where none was asked for.</param>
/// <param name="Os">What is known of it; null where nothing is.</param>
/// <param name="IsNearest">Whether that is a relative of it.</param>
internal sealed partial record OsChoice(string? Id, Os? Os, bool IsNearest)
{
    public static OsChoice None { get; } = new(null, null, false);

    /// <summary>What it is called: not as its relative. Null where nothing is known of it.</summary>
    public Os? Called => IsNearest && Id is not null ? Os?.As(Id[(Id.LastIndexOf('/') + 1)..]) : Os;

    /// <param name="data">What is known of operating systems.</param>
    /// <param name="asked">An ID, or a short name.</param>
    public static OsChoice Find(OsDatabase data, string? asked)
    {
        if (string.IsNullOrEmpty(asked))
            return None;
        if ((data.Find(asked) ?? data.All.FirstOrDefault(os => os.ShortId == asked)) is { } known)
            return new OsChoice(known.Id, known, false);
        var parts = Release().Match(asked);
        return parts.Success && data.Nearest(parts.Groups[2].Value, parts.Groups[3].Value) is { } release
            ? new OsChoice(parts.Groups[1].Success ? asked : release.Os.As(parts.Groups[3].Value).Id, release.Os, IsNearest: true)
            : new OsChoice(null, null, false);
    }

    // http://debian.org/debian/13, debian13
    [GeneratedRegex(@"\A(https?://[a-z0-9.-]+/)?([a-z-]+)/?([0-9][0-9.]{0,11})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Release();
}
