using System.Text;
using WebConsole.CloudInit.Yaml;

namespace WebConsole.CloudInit.Rules;

/// <summary>Own user-data and network-config: not beside the fields that they replace, and such that cloud-init reads them.</summary>
internal static class OwnTextRules
{
    public static IEnumerable<(string Field, string? Text)> Mistakes(CloudInitSettings settings) =>
    [
        .. string.IsNullOrEmpty(settings.UserData) ? [] : Mistakes("userData", settings.UserData, Replaced(settings), UserDataCheck.Of),
        .. string.IsNullOrEmpty(settings.NetworkConfig) ? [] : Mistakes("networkConfig", settings.NetworkConfig, settings.Networks is { Count: > 0 } ? ["networks"] : [], NetworkConfigCheck.Of),
    ];

    private static IEnumerable<(string Field, string? Text)> Mistakes(string field, string text, string[] replaced, Func<string, IReadOnlyList<YamlProblem>> check) =>
        Encoding.UTF8.GetByteCount(text) > CloudInitRules.MostBytes ? [(field, $"At most {CloudInitRules.MostBytes / 1024} KiB.")]
        : check(text).Where(problem => !problem.IsWarning).Select(problem => (field, (string?)problem.ToString()))
            .Prepend((field, replaced.Length > 0 ? $"Only without {string.Join(", ", replaced)}: your own text replaces them." : null));

    private static string[] Replaced(CloudInitSettings settings) => [.. new[]
    {
        ("user", !string.IsNullOrEmpty(settings.User)), ("password", !string.IsNullOrEmpty(settings.Password)), ("sshKeys", settings.SshKeys is { Count: > 0 }),
        ("users", settings.Users is { Count: > 0 }), ("packages", settings.Packages is { Count: > 0 }), ("runcmd", settings.Runcmd is { Count: > 0 }),
        ("timezone", !string.IsNullOrEmpty(settings.Timezone)), ("locale", !string.IsNullOrEmpty(settings.Locale)),
        ("sshPasswords", settings.SshPasswords is not null),
    }.Where(field => field.Item2).Select(field => field.Item1)];
}
