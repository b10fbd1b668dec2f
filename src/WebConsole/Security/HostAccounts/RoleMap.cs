using WebConsole.Hosting;

namespace WebConsole.Security.HostAccounts;

/// <summary>Roles by Unix group.</summary>
public sealed class RoleMap(WebConsoleOptions options)
{
    /// <summary>Which group gives which role, the widest first.</summary>
    public IEnumerable<KeyValuePair<string, Role>> Groups =>
        options.Roles.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The widest role that the account's groups give; <c>null</c> means that it may not sign in.</summary>
    public Role? RoleOf(HostAccount account) =>
        account.Groups.Select(group => options.Roles.TryGetValue(group, out var role) ? role : (Role?)null).Max();
}
