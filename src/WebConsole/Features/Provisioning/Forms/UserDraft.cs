using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What somebody has entered for a user of a new machine.</summary>
public sealed record UserDraft
{
    public string? Name { get; init; }

    public string? FullName { get; init; }

    public SecretChange? Password { get; init; }

    /// <summary>Public keys, one on each line.</summary>
    public string? SshKeys { get; init; }

    /// <summary>Whether the keys of whoever makes the machine sign this user in, too; null as long as nobody has said so, see <see cref="OwnKeys.AreTaken"/>.</summary>
    public bool? TakesOwnKeys { get; init; } = false;

    public bool Sudo { get; init; } = true;

    /// <summary>Whether nothing was entered that would make a user.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(FullName) && Password?.Reveal() is null && SshKey.Split(SshKeys).Count == 0;

    /// <summary>The arguments.</summary>
    /// <param name="own">The keys of whoever makes the machine.</param>
    internal CloudInitUser Ask(OwnKeys own) => new(Name?.Trim() is { Length: > 0 } name ? name : null, Password?.Reveal(), own.With(SshKeys, TakesOwnKeys), Sudo, FullName: string.IsNullOrWhiteSpace(FullName) ? null : FullName.Trim());
}
