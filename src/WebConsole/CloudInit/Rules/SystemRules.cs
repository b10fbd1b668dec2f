using System.Text.RegularExpressions;

namespace WebConsole.CloudInit.Rules;

/// <summary>Packages, commands, time zone and locale.</summary>
internal static partial class SystemRules
{
    private const int LongestCommand = 4096;

    public static IEnumerable<(string Field, string? Text)> Mistakes(CloudInitSettings settings) =>
    [
        ("packages", EntryRules.Mistake(settings.Packages, name => Package().IsMatch(name) ? null : "At most 200 letters, digits and signs of + - . _ : ~ = / @ *, and first a letter or a digit.")),
        ("runcmd", EntryRules.Mistake(settings.Runcmd, command => command.Length == 0 ? "A command." : EntryRules.OfText(command, LongestCommand, lines: true))),
        ("timezone", string.IsNullOrEmpty(settings.Timezone) || IsTimeZone(settings.Timezone) ? null : "A name of the time zone database, such as Europe/Berlin."),
        ("locale", string.IsNullOrEmpty(settings.Locale) || Locale().IsMatch(settings.Locale) ? null : "A locale, such as de_DE.UTF-8."),
    ];

    /// <summary>By the time zone database of this host; where it has none, by the shape of the name.</summary>
    // .NET finds a zone that it has read before under any case; guests do not.
    private static bool IsTimeZone(string name) => TimeZone().IsMatch(name) && (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone.HasIanaId && (zone.Id == name || !zone.Id.Equals(name, StringComparison.OrdinalIgnoreCase)) : TimeZoneInfo.GetSystemTimeZones().Count <= 1);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+._:~=/@*-]{0,199}\z")]
    private static partial Regex Package();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}\z")]
    private static partial Regex TimeZone();

    // A language alone is none, but C, POSIX and that of Esperanto.
    [GeneratedRegex(@"\A(C|POSIX|eo|[a-z]{2,3}_[A-Z]{2})(\.[A-Za-z0-9-]{1,16})?(@[A-Za-z]{1,16})?\z")]
    private static partial Regex Locale();
}
