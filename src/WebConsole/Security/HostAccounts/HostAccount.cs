using System.Collections.Immutable;

namespace WebConsole.Security.HostAccounts;

/// <summary>An account of the host that may be used now.</summary>
/// <param name="Name">Its name as the host spells it, which may differ from the typed name.</param>
/// <param name="Groups">The names of all its groups.</param>
/// <param name="Stamp">A hash that changes with its password and its expiry; <c>null</c> if we may not read these.</param>
public sealed record HostAccount(string Name, ImmutableArray<string> Groups, string? Stamp);
