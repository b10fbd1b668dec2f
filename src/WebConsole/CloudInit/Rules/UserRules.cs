using System.Text.RegularExpressions;
using WebConsole.CloudInit.Passwords;

namespace WebConsole.CloudInit.Rules;

/// <summary>Users, in the short form and in the list.</summary>
internal static partial class UserRules
{
    private const int LongestFullName = 200;

    private const string NameIs = "At most 32 small letters, digits, hyphens and underscores, and first a letter or an underscore.";

    public static IEnumerable<(string Field, string? Text)> Mistakes(CloudInitSettings settings)
    {
        var isAsked = !string.IsNullOrEmpty(settings.User) || !string.IsNullOrEmpty(settings.Password) || settings.SshKeys is { Count: > 0 };
        if (isAsked)
            foreach (var found in OfOne(settings.ShortForm, "", "user"))
                yield return found;
        yield return ("users", EntryRules.TooMany(settings.Users));
        for (var at = 0; at < settings.Users?.Count && at < CloudInitRules.MostEntries; at++)
            if (settings.Users[at] is { } user)
                foreach (var found in OfOne(user, $"users[{at}].", "name").Append(($"users[{at}].name", Twice(settings, at))))
                    yield return found;
    }

    /// <summary>A user whom the image has keeps the shell that lets nobody in.</summary>
    public static IEnumerable<(string Field, string? Text)> Warnings(CloudInitSettings settings) =>
    [
        .. settings.AllUsers.Where(user => SystemNames.Users.Contains(user.Name ?? ""))
            .Select(user => ("users", (string?)$"Systems have a user {user.Name} of their own, whom cloud-init leaves as he is: take another name.")),
        .. settings.AllUsers.Where(user => user is { Name: { Length: > 0 } name, Password: null or "", SshKeys: null or { Count: 0 } } && !SystemNames.Users.Contains(name))
            .Select(user => ("users", (string?)$"{user.Name} can't sign in: give a password or a key.")),
        ("sshPasswords", settings.SshPasswords == true && settings.AllUsers.All(user => string.IsNullOrEmpty(user.Password)) ? "No user has a password, so none signs in by SSH." : null),
    ];

    private static IEnumerable<(string Field, string? Text)> OfOne(CloudInitUser user, string prefix, string name) =>
    [
        (prefix + name, string.IsNullOrEmpty(user.Name) ? "A name is needed." : !IsName(user.Name) ? NameIs
            : !user.Sudo && SystemNames.PrivilegedGroups.Contains(user.Name) ? $"The group {user.Name}, which such a user is in, gives the rights of root: let the user administer the system, or take another name." : null),
        (prefix + "password", string.IsNullOrEmpty(user.Password) ? null : EntryRules.OfText(user.Password, PasswordHash.MostBytes, lines: false)),
        (prefix + "sshKeys", EntryRules.Mistake(user.SshKeys, SshPublicKey.Mistake)),
        (prefix + "shell", string.IsNullOrEmpty(user.Shell) || ShellPath().IsMatch(user.Shell) ? null : "A full path, such as /bin/bash."),
        (prefix + "fullName", string.IsNullOrEmpty(user.FullName) ? null : FullName(user.FullName)),
        (prefix + "groups", EntryRules.Mistake(user.Groups, group => IsName(group) ? null : NameIs)),
    ];

    // In /etc/passwd a colon ends the field, and a comma what is the name in it.
    private static string? FullName(string text) => text.AsSpan().ContainsAny(':', ',') ? "No colon and no comma." : EntryRules.OfShownText(text, LongestFullName);

    private static string? Twice(CloudInitSettings settings, int at) => !string.IsNullOrEmpty(settings.Users![at].Name)
        && settings.Users.Take(at).Select(user => user?.Name).Append(settings.User).Contains(settings.Users[at].Name) ? "Each user once." : null;

    private static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(/[A-Za-z0-9._+-]{1,64}){1,16}\z")]
    private static partial Regex ShellPath();
}
