using System.Text.RegularExpressions;
using WebConsole.CloudInit;
using WebConsole.CloudInit.Rules;
using WebConsole.Unattended.Writers;

namespace WebConsole.Unattended;

/// <summary>
/// What the settings of an unattended installation may be. A kickstart has no form of quoting that all versions read alike, so
/// each value may hold only letters that need none; nothing may hold a line break.
/// </summary>
internal static partial class UnattendedRules
{
    private const int LongestWindowsName = 15, LongestWindowsUser = 20;

    private static readonly string[] WindowsUsers = ["administrator", "guest", "defaultaccount", "system", "network", "service", "none"];

    /// <summary>Errors by field, each a sentence that says what is accepted.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(UnattendedSettings settings, Installer? installer) => Found(settings, installer).Where(found => found.Text is not null)
        .GroupBy(found => found.Field).ToDictionary(field => field.Key, field => field.Select(one => one.Text!).Distinct().ToArray());

    private static IEnumerable<(string Field, string? Text)> Found(UnattendedSettings settings, Installer? installer) =>
    [
        .. CloudInitRules.Mistakes(new CloudInitSettings(settings.Hostname, settings.User ?? "", settings.Password, settings.SshKeys, Timezone: settings.Timezone, Locale: settings.Locale))
            .SelectMany(field => field.Value.Select(text => (field.Key, (string?)text))),
        ("installer", installer is null ? $"Which installer the system has is not known: name the operating system (os), or one of {string.Join(", ", Installers.Words)}." : null),
        ("hostname", string.IsNullOrEmpty(settings.Hostname) ? "A host name is needed: the machine's name gives none."
            : installer is Installer.Autounattend ? WindowsName(settings.Hostname)
            : settings.Hostname.Length > HostNameRule.MostOfLinux ? $"At most {HostNameRule.MostOfLinux} letters, for Linux." : null),
        ("user", string.IsNullOrEmpty(settings.User) ? "A name is needed." : installer is Installer.Autounattend ? WindowsUser(settings) : LinuxUser(settings.User)),
        ("password", Password(settings, installer)),
        ("sshKeys", installer is Installer.Autounattend && settings.SshKeys is { Count: > 0 } ? "Windows takes none." : null),
        ("locale", settings.Locale is { Length: > 0 } locale && !Locale().IsMatch(locale) ? "A locale, such as de_DE.UTF-8." : null),
        ("keyboard", settings.Keyboard is { Length: > 0 } keyboard && KeyboardMistake(keyboard, installer) is { } unknown ? unknown : null),
        ("edition", settings.Edition is { Length: > 0 } edition && EntryRules.OfText(edition, 100, lines: false) is { } mistake ? mistake : null),
        ("productKey", string.IsNullOrEmpty(settings.ProductKey) ? null : installer is not Installer.Autounattend ? "Only Windows takes one."
            : !ProductKey().IsMatch(settings.ProductKey) ? "Five groups of five letters or digits, with hyphens between them." : null),
    ];

    private static string? KeyboardMistake(string layout, Installer? installer) => !Keyboard().IsMatch(layout) ? "A layout, such as de or us."
        : installer is Installer.Autounattend && WindowsKeyboards.Of(layout) is null ? $"One of {string.Join(", ", WindowsKeyboards.All)}, for Windows."
        : null;

    private static string? LinuxUser(string name) => name is "root" ? "Another name than root, who is locked."
        : SystemNames.Users.Contains(name) || SystemNames.Groups.Contains(name) ? $"Systems have a user or a group {name} of their own: take another name."
        : null;

    private static string? WindowsUser(UnattendedSettings settings) => settings.User!.Length > LongestWindowsUser ? $"At most {LongestWindowsUser} letters, for Windows."
        : WindowsUsers.Contains(settings.User) ? $"Windows keeps the name {settings.User} for itself."
        : string.Equals(settings.User, settings.Hostname, StringComparison.OrdinalIgnoreCase) ? "Another name than the machine's: Windows has each name once."
        : null;

    private static string? WindowsName(string name) =>
        name.Length > LongestWindowsName || name.Contains('.', StringComparison.Ordinal) ? $"At most {LongestWindowsName} letters without a dot, for Windows."
        : name.All(char.IsAsciiDigit) ? "At least one letter: Windows takes no number as a name."
        : null;

    private static string? Password(UnattendedSettings settings, Installer? installer) => settings.Password is { Length: > 0 } ? null
        : installer is Installer.Autoinstall ? "The installer takes no user without a password."
        : settings.SshKeys is { Count: > 0 } && installer is not Installer.Autounattend ? null
        : "A password or a key: otherwise nobody can sign in.";

    [GeneratedRegex(@"\A[a-z]{2,3}_[A-Z]{2}(\.UTF-8)?\z")]
    private static partial Regex Locale();

    [GeneratedRegex(@"\A([A-Za-z0-9]{5}-){4}[A-Za-z0-9]{5}\z")]
    private static partial Regex ProductKey();

    [GeneratedRegex(@"\A[a-z]{2,8}\z")]
    private static partial Regex Keyboard();
}
