using System.Collections.Immutable;
using WebConsole.Access;
using WebConsole.CloudInit;
using WebConsole.Preferences;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The SSH keys of whoever makes a machine.</summary>
/// <param name="Keys">Those that are kept in the account.</param>
/// <param name="AreShared">
/// Whether several people may be behind the account, as behind a sign-in link. Whoever made the machine may not know whose keys
/// they are, so they open it only where that is said.
/// </param>
public sealed record OwnKeys(ImmutableArray<SshKey> Keys, bool AreShared)
{
    public static OwnKeys None { get; } = new([], false);

    public static async Task<OwnKeys> ReadAsync(AccountKeys keys, CurrentUser user) =>
        new(await keys.ListAsync(user.Principal, CancellationToken.None).ConfigureAwait(true), SessionPrincipal.IsShared(user.Principal));

    /// <summary>Whether somebody gets them, who was or was not asked.</summary>
    public bool AreTaken(bool? wanted) => wanted ?? !AreShared;

    /// <summary>The keys of a text, and these where they are wanted; <c>null</c> for none.</summary>
    public string[]? With(string? text, bool? wanted) => SshKey.Split(text).Concat(AreTaken(wanted) ? Keys.Select(key => key.Text) : []).Distinct().ToArray() is { Length: > 0 } all ? all : null;
}
