using System.Collections.Immutable;

namespace WebConsole.Security.HostAccounts;

/// <summary>An account of the host that may be used now.</summary>
/// <param name="Name">As the host writes it, which may differ from what was typed.</param>
/// <param name="Groups">The names of all its groups.</param>
/// <param name="Stamp">Changes with its password and its expiry; <c>null</c> where we may not look at these.</param>
public sealed record HostAccount(string Name, ImmutableArray<string> Groups, string? Stamp);
