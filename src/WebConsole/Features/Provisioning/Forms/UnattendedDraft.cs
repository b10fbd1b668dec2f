using WebConsole.Components.Shared.Forms;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What somebody has entered for an installation without questions.</summary>
public sealed class UnattendedDraft
{
    public bool IsWanted { get; set; }

    public string? HostName { get; set; }

    public string? User { get; set; }

    public SecretChange? Password { get; set; }

    public string? SshKeys { get; set; }

    /// <summary>Whether the keys of whoever makes the machine sign the user in, too; null where nobody has said so.</summary>
    public bool? TakesOwnKeys { get; set; }

    public string? Timezone { get; set; }

    public string? Locale { get; set; }

    public string? Keyboard { get; set; }

    public string? Edition { get; set; }

    public SecretChange? ProductKey { get; set; }

    /// <summary>The arguments; null where nobody wants it.</summary>
    /// <param name="own">The keys of whoever makes the machine.</param>
    /// <param name="isWindows">Windows takes no keys for SSH, and it alone a product key.</param>
    internal UnattendedSettings? Ask(OwnKeys own, bool isWindows) => !IsWanted ? null : new UnattendedSettings(
        null, Text(HostName), Text(User), Password?.Reveal(), isWindows ? null : own.With(SshKeys, TakesOwnKeys),
        Text(Timezone), Text(Locale), Text(Keyboard), Text(Edition), isWindows ? Text(ProductKey?.Reveal()) : null);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
