using WebConsole.CloudInit.Rules;
using WebConsole.CloudInit.Yaml;

namespace WebConsole.CloudInit;

/// <summary>What the settings of cloud-init may be. Fields have their names in the API, such as <c>users[0].name</c>.</summary>
public static class CloudInitRules
{
    /// <summary>The most entries of each list.</summary>
    public const int MostEntries = 100;

    /// <summary>The most bytes of own user-data or network-config.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Errors by field, each a sentence that says what is accepted.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(CloudInitSettings settings) => ByField(
    [
        ("hostname", HostNameRule.Mistake(settings.Hostname)),
        .. UserRules.Mistakes(settings),
        .. SystemRules.Mistakes(settings),
        .. NetworkRules.Mistakes(settings),
        .. OwnTextRules.Mistakes(settings),
    ]);

    /// <summary>What is allowed, and probably not meant, such as unknown keys of own user-data.</summary>
    public static IReadOnlyDictionary<string, string[]> Warnings(CloudInitSettings settings) => ByField(
    [
        ("hostname", settings.Hostname?.Length > HostNameRule.MostOfLinux ? $"Longer than {HostNameRule.MostOfLinux} letters: a system that takes it with its domain can't set it." : null),
        .. UserRules.Warnings(settings),
        .. NetworkRules.Warnings(settings),
        .. UserDataCheck.Of(settings.UserData ?? "").Where(problem => problem.IsWarning).Select(problem => ("userData", problem.ToString())),
        .. NetworkConfigCheck.Of(settings.NetworkConfig ?? "").Where(problem => problem.IsWarning).Select(problem => ("networkConfig", problem.ToString())),
    ]);

    private static Dictionary<string, string[]> ByField((string Field, string? Text)[] found) => found.Where(one => one.Text is not null)
        .GroupBy(one => one.Field).ToDictionary(field => field.Key, field => field.Select(one => one.Text!).ToArray());
}
