namespace WebConsole.Security.SignIn;

/// <summary>Size limits; longer input is refused without a check.</summary>
internal static class SignInLimits
{
    public const int LongestUser = 256;

    /// <summary>PAM accepts 511 bytes.</summary>
    public const int LongestPassword = 511;

    public const int LongestRequest = 16 * 1024;
}
