namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>A new password of a user of a guest, in the form of the API.</summary>
/// <param name="User">The user's name in the guest.</param>
/// <param name="Password">The password; never shown, kept or logged.</param>
/// <param name="Encrypted">Whether it is encrypted already, as in <c>/etc/shadow</c>.</param>
public sealed record GuestPassword(string? User = null, string? Password = null, bool Encrypted = false)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"{nameof(GuestPassword)} of {User}";
}
