namespace WebConsole.Unattended.Writers;

/// <summary>What lets the user of an installed Linux administer it.</summary>
internal static class SudoRule
{
    /// <summary>Not by the user's name: sudo passes over files whose names have a dot.</summary>
    public const string File = "/etc/sudoers.d/administrator";

    public const string Mode = "0440";

    /// <summary>Who has no password can't give it to sudo, and nobody else may administer the system.</summary>
    /// <param name="user">The user.</param>
    /// <param name="hash">Of the password; <c>null</c> without one.</param>
    public static string For(string user, string? hash) => hash is null ? $"{user} ALL=(ALL) NOPASSWD:ALL" : $"{user} ALL=(ALL) ALL";
}
