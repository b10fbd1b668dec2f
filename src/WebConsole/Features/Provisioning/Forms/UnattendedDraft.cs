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

    public string? Timezone { get; set; }

    public string? Locale { get; set; }

    public string? Keyboard { get; set; }

    public string? Edition { get; set; }

    /// <summary>The arguments; null where nobody wants it.</summary>
    public UnattendedSettings? Ask() => !IsWanted ? null : new UnattendedSettings(
        null, Text(HostName), Text(User), Password?.Reveal(), SshKeys?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } keys ? keys : null,
        Text(Timezone), Text(Locale), Text(Keyboard), Text(Edition));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
