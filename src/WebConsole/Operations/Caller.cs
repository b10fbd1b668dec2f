using System.Security.Claims;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Operations;

/// <summary>The user who makes a request, as the audit log and the tasks name them.</summary>
public sealed record Caller(string User, string From, Role? Role)
{
    /// <summary>The person's key, by which limits count; of <see cref="SessionPrincipal"/>.</summary>
    public string Person { get; init; } = "";

    /// <summary>The session of the browser that asks; <c>null</c> for a program.</summary>
    public Guid? Session { get; init; }

    /// <summary>The address of <see cref="System"/>.</summary>
    public const string SystemFrom = "WebConsole";

    /// <summary>WebConsole itself. Its address distinguishes it from an account of the same name.</summary>
    public static ClaimsPrincipal System { get; } = new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, "system"),
            new Claim(ClaimTypes.Role, nameof(Security.Role.Administrator)),
            new Claim(SessionPrincipal.FromClaim, SystemFrom),
        ],
        authenticationType: "WebConsole"));

    public static Caller Of(ClaimsPrincipal user) => new(
        SessionPrincipal.NameOf(user),
        user.FindFirstValue(SessionPrincipal.FromClaim) ?? "unknown",
        Policies.RoleOf(user))
    { Person = SessionPrincipal.PersonOf(user), Session = SessionPrincipal.IdOf(user) };
}
