using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WebConsole.Unattended;

/// <summary>What an installer is told, so that it asks nothing, in the form of the API; <see cref="UnattendedRules"/> checks it.</summary>
/// <param name="Installer"><c>kickstart</c>, <c>autoinstall</c> or <c>autounattend</c>; with an installation tree <c>kickstart</c>, <c>preseed</c> or <c>autoyast</c>; by default what the operating system has.</param>
/// <param name="Hostname">The name of the machine; by default it comes from the machine's.</param>
/// <param name="User">The user who may administer the system.</param>
/// <param name="Password">In the clear. Linux gets its hash; Windows takes none, so the medium, which is deleted, holds it in a form that can be read.</param>
/// <param name="SshKeys">Public keys of OpenSSH that sign the user in; not for Windows.</param>
/// <param name="Timezone">For example <c>Europe/Berlin</c>; by default UTC.</param>
/// <param name="Locale">For example <c>de_DE.UTF-8</c>; by default English.</param>
/// <param name="Keyboard">A layout, such as <c>de</c>; by default <c>us</c>.</param>
/// <param name="Edition">Which of a medium's editions of Windows: <c>Windows 11 Pro</c>; by default the first.</param>
/// <param name="ProductKey">Of Windows: five groups of five letters or digits, with hyphens. The medium holds it until it is deleted.</param>
public sealed record UnattendedSettings(
    string? Installer = null, string? Hostname = null, string? User = null, string? Password = null, IReadOnlyList<string>? SshKeys = null,
    string? Timezone = null, string? Locale = null, string? Keyboard = null, string? Edition = null, string? ProductKey = null)
{
    /// <summary>What no message may hold.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Secrets => [.. new[] { Password, ProductKey, ProductKey?.ToUpperInvariant() }.OfType<string>().Where(secret => secret.Length > 0).Distinct()];

    /// <summary>Type and key, without the comment, which is free text.</summary>
    [JsonIgnore]
    internal ImmutableArray<string> PlainKeys => [.. (SshKeys ?? []).OfType<string>().Select(key => string.Join(' ', key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)))];

    /// <summary>Without anything that may be a secret, which must not get into a log by accident.</summary>
    public override string ToString() => $"unattended installation of {Hostname}";
}
