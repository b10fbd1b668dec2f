using System.Collections.Frozen;

namespace WebConsole.Unattended.Writers;

/// <summary>Windows' names for the keyboards of Linux: a language whose usual keyboard it is.</summary>
internal static class WindowsKeyboards
{
    private static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["us"] = "en-US", ["gb"] = "en-GB", ["uk"] = "en-GB", ["ie"] = "en-IE", ["de"] = "de-DE", ["at"] = "de-AT", ["ch"] = "de-CH", ["fr"] = "fr-FR", ["be"] = "fr-BE", ["es"] = "es-ES",
        ["latam"] = "es-MX", ["it"] = "it-IT", ["pt"] = "pt-PT", ["br"] = "pt-BR", ["nl"] = "nl-NL", ["dk"] = "da-DK", ["se"] = "sv-SE", ["no"] = "nb-NO", ["fi"] = "fi-FI", ["is"] = "is-IS",
        ["pl"] = "pl-PL", ["cz"] = "cs-CZ", ["sk"] = "sk-SK", ["hu"] = "hu-HU", ["ro"] = "ro-RO", ["bg"] = "bg-BG", ["hr"] = "hr-HR", ["si"] = "sl-SI", ["ee"] = "et-EE", ["lv"] = "lv-LV", ["lt"] = "lt-LT",
        ["ru"] = "ru-RU", ["ua"] = "uk-UA", ["gr"] = "el-GR", ["tr"] = "tr-TR", ["il"] = "he-IL", ["jp"] = "ja-JP", ["kr"] = "ko-KR",
    }.ToFrozenDictionary();

    public static IEnumerable<string> All => Languages.Keys.Order(StringComparer.Ordinal);

    /// <summary><c>null</c> for a keyboard that Windows is not known to have.</summary>
    public static string? Of(string layout) => Languages.GetValueOrDefault(layout);
}
