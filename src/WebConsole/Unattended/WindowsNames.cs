using System.Collections.Immutable;
using System.Globalization;
using WebConsole.Unattended.Writers;

namespace WebConsole.Unattended;

/// <summary>What Windows Setup can be told, with the names that Windows has for it. The values are those of the settings.</summary>
internal static class WindowsNames
{
    /// <summary>In these Windows Setup speaks.</summary>
    private static readonly string[] Tags =
    [
        "ar-SA", "bg-BG", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-GB", "en-US", "es-ES", "es-MX", "et-EE", "fi-FI", "fr-CA", "fr-FR", "he-IL", "hr-HR", "hu-HU", "it-IT", "ja-JP",
        "ko-KR", "lt-LT", "lv-LV", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sk-SK", "sl-SI", "sv-SE", "th-TH", "tr-TR", "uk-UA", "zh-CN", "zh-TW",
    ];

    private static readonly Lazy<ImmutableArray<WindowsName>> AllZones = new(ReadZones);

    public static ImmutableArray<WindowsName> Languages { get; } =
        [.. Tags.Select(tag => new WindowsName($"{tag.Replace('-', '_')}.UTF-8", NameOf(tag), tag)).OrderBy(language => language.Name, StringComparer.Ordinal)];

    public static ImmutableArray<WindowsName> Keyboards { get; } =
        [.. WindowsKeyboards.All.Select(layout => new WindowsName(layout, NameOf(WindowsKeyboards.Of(layout)!), layout)).DistinctBy(keyboard => keyboard.Name).OrderBy(keyboard => keyboard.Name, StringComparer.Ordinal)];

    /// <summary>Each of Windows' time zones, from west to east, with the places of which it is the time.</summary>
    public static ImmutableArray<WindowsName> TimeZones => AllZones.Value;

    private static string NameOf(string tag) => CultureInfo.GetCultureInfo(tag).EnglishName;

    private static ImmutableArray<WindowsName> ReadZones() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => (Zone: zone, Name: TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out var name) ? name : null)).Where(zone => zone.Name is not null)
            .GroupBy(zone => zone.Name!).Where(same => TimeZoneInfo.TryConvertWindowsIdToIanaId(same.Key, out var usual) && same.Any(zone => zone.Zone.Id == usual))
            .OrderBy(same => same.First().Zone.BaseUtcOffset).ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new WindowsName(TimeZoneInfo.TryConvertWindowsIdToIanaId(same.Key, out var usual) ? usual : "", same.Key, string.Join(' ', same.Select(zone => zone.Zone.Id)))),
    ];
}

/// <summary>What Windows calls a language, a keyboard or a time zone.</summary>
/// <param name="Value">As the settings have it: <c>de_DE.UTF-8</c>, <c>de</c>, <c>Europe/Berlin</c>.</param>
/// <param name="Name">As Windows shows it: <c>German (Germany)</c>, <c>W. Europe Standard Time</c>.</param>
/// <param name="Also">Other names of it, with blanks between.</param>
internal sealed record WindowsName(string Value, string Name, string Also);
