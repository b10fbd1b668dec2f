using System.Globalization;
using Microsoft.Extensions.Localization;
using WebConsole.History;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Components.Shared.History;

/// <summary>Versions of definitions in words.</summary>
internal static class HistoryWords
{
    private const string Devices = "devices/";

    /// <summary>What happened, as a key of translations.</summary>
    public static string Of(VersionEvent happened) => happened switch
    {
        VersionEvent.Found => "first seen",
        VersionEvent.Defined => "defined",
        VersionEvent.Deleted => "deleted",
        _ => "changed",
    };

    /// <summary>What happened to a place, as a key of translations.</summary>
    public static string Of(DefinitionChangeKind kind) => kind switch
    {
        DefinitionChangeKind.Added => "added",
        DefinitionChangeKind.Removed => "removed",
        DefinitionChangeKind.Reordered => "in another order",
        _ => "changed",
    };

    /// <summary>A place for people: <c>devices/disk[vda]/source@file</c> is "disk vda: source file".</summary>
    public static string Place(string path)
    {
        if (path.Length == 0)
            return "";
        var rest = path.StartsWith(Devices, StringComparison.Ordinal) ? path[Devices.Length..] : path;
        var end = End(rest);
        var (first, inner) = (rest[..end].Replace('[', ' ').TrimEnd(']'), rest[end..].TrimStart('/', '@').Replace('/', ' ').Replace('@', ' '));
        return Words.Name(inner.Length == 0 ? first : $"{first}: {inner}")!;
    }

    /// <summary>The clock of the server, as in tooltips.</summary>
    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at, DateTimeOffset now, IStringLocalizer text) => (now.ToLocalTime().Date - at.ToLocalTime().Date).Days switch
    {
        0 => text["Today"],
        1 => text["Yesterday"],
        _ => at.ToLocalTime().ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>Where the first part ends; a key in brackets may hold anything.</summary>
    private static int End(string path)
    {
        var inside = 0;
        for (var at = 0; at < path.Length; at++)
        {
            inside += path[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (inside == 0 && path[at] is '/' or '@')
                return at;
        }
        return path.Length;
    }
}
