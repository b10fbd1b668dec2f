namespace WebConsole.Hypervisor.Definitions;

/// <summary>Somebody changed the definition after the user looked at it: an API says 412 or 409, a page shows what changed and offers to apply the edit anew.</summary>
/// <param name="since">The changes since then; <c>null</c> when the server no longer has the version that the user
/// saw.</param>
/// <param name="version">The version that stands now.</param>
public sealed class DefinitionChangedException(IReadOnlyList<DefinitionChange>? since, string version)
    : DefinitionException("Its definition was changed by someone else meanwhile" + Places(since) + ".", "Look at what changed, and make your change anew.")
{
    private const int Named = 5;

    public IReadOnlyList<DefinitionChange>? Since => since;

    public string Version => version;

    // Paths without values, because tasks and the audit log keep this text.
    private static string Places(IReadOnlyList<DefinitionChange>? changes) => changes is null or [] ? ""
        : $" ({string.Join(", ", changes.Take(Named).Select(change => change.Path))}{(changes.Count > Named ? ", …" : "")})";
}
