namespace WebConsole.Security.SignIn;

/// <summary>
/// The messages of a failed sign-in. All causes share one sentence, so that it does not reveal which accounts exist.
/// </summary>
internal static class SignInErrors
{
    public const string Refused = "Sign-in failed. The name or the password is wrong, or the account has no entry here.";
    public const string LinkRefused = "This link does not work: it was used, its time is over, or it is not complete.";
    public const string NotKept = "Nobody can sign in right now: WebConsole can't write its state directory on the host, whose disk may be full. The server's log says more.";
    public const string TooMany = "Too many attempts. Wait a minute, or use a one-time link.";
    public const string Busy = "The host does not check passwords right now. Try again in a moment, or use a one-time link.";
}
