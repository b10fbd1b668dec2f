namespace WebConsole.CloudInit;

/// <summary>A user of a new machine, in the form of the API.</summary>
/// <param name="Name">The name, as useradd takes it.</param>
/// <param name="Password">In the clear. Without one, no password signs the user in.</param>
/// <param name="SshKeys">Public keys of OpenSSH.</param>
/// <param name="Sudo">Whether the user may do everything by sudo, which asks for the password where there is one.</param>
/// <param name="Shell">The full path; by default that of the guest's distribution.</param>
/// <param name="Groups">Groups besides the user's own; those that do not exist are made.</param>
/// <param name="FullName">What people call the user.</param>
public sealed record CloudInitUser(
    string? Name = null, string? Password = null, IReadOnlyList<string>? SshKeys = null, bool Sudo = true, string? Shell = null, IReadOnlyList<string>? Groups = null, string? FullName = null)
{
    /// <summary>Without the password, which must not get into a log by accident.</summary>
    public override string ToString() => $"user {Name}";
}
