using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>A new session, or the error message and status.</summary>
internal sealed record SignInResult(Session? Session, string? Error, int Status)
{
    public static SignInResult Good(Session session) => new(session, null, StatusCodes.Status303SeeOther);

    public static SignInResult Failed(string error, int status) => new(null, error, status);
}
