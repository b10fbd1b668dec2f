namespace WebConsole.Security.SignIn;

/// <summary>Sizes beyond which nothing is looked at.</summary>
internal static class SignInLimits
{
    public const int LongestUser = 256;

    /// <summary>PAM takes 511 bytes.</summary>
    public const int LongestPassword = 511;

    public const int LongestRequest = 16 * 1024;
}
