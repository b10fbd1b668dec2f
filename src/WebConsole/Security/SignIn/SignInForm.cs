namespace WebConsole.Security.SignIn;

/// <summary>The form of the sign-in page: a token, or a name and a password.</summary>
internal sealed record SignInForm
{
    public string? Token { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? ReturnUrl { get; init; }
}
