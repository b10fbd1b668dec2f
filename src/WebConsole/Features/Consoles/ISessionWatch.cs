using System.Security.Claims;

namespace WebConsole.Features.Consoles;

/// <summary>Says when what someone was let in with holds no more.</summary>
public interface ISessionWatch
{
    /// <summary>Cancelled once <paramref name="user"/> signed out, was disabled, or has another role than the principal says.</summary>
    public CancellationToken WhenEnded(ClaimsPrincipal user);
}
