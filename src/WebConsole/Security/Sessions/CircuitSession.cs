using System.Security.Claims;

namespace WebConsole.Security.Sessions;

/// <summary>The session that a circuit began with, also after its end: by then the circuit's user is nobody.</summary>
internal sealed class CircuitSession(SessionRegistry sessions)
{
    public ClaimsPrincipal? User { get; set; }

    public SessionEnd? End => sessions.WhyEnded(User);
}
