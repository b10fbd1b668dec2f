namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>The rules for a user of a guest and for a password. What is wrong beyond that the guest says.</summary>
internal static class GuestUserRules
{
    private const int LongestName = 256, LongestPassword = 512;

    // The agent gives both to a program, one to a line, with a colon between.
    public static string? Mistake(string? user) => string.IsNullOrWhiteSpace(user) ? "The name of a user of the guest, such as root."
        : user.Length > LongestName || user.Any(letter => char.IsControl(letter) || letter is ':') || user.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar)
            ? $"At most {LongestName} letters, without a colon and control characters." : null;

    public static string? PasswordMistake(string? password, bool isEncrypted) => string.IsNullOrEmpty(password) ? "A password is needed."
        : password.Length > LongestPassword || password.Any(char.IsControl) ? $"At most {LongestPassword} letters, without control characters."
        : isEncrypted && (password[0] is not '$' || !password.All(char.IsAscii) || password.Contains(':', StringComparison.Ordinal)) ? "As it stands in /etc/shadow, beginning with $, such as what openssl passwd -6 prints."
        : null;
}
