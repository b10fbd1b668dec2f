using System.Security.Claims;
using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>The two kinds of console.</summary>
public enum ConsoleKind
{
    Graphics,
    Text,
}

/// <summary>The request to open a console.</summary>
internal sealed record ConsoleRequest
{
    public required ConsoleKind Kind { get; init; }

    /// <summary>The machine, <c>null</c> if the request names no machine.</summary>
    public required MachineId? Machine { get; init; }

    /// <summary>Whether the user wants view-only mode.</summary>
    public required bool ViewOnly { get; init; }

    public required ClaimsPrincipal User { get; init; }

    /// <summary>The user's address.</summary>
    public required string From { get; init; }

    /// <summary>When, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long Asked { get; init; }

    /// <summary>Opens the guest's end; the argument says whether it is view-only.</summary>
    public required Func<MachineId, bool, CancellationToken, Task<Stream>> Open { get; init; }

    public string UserName => SessionPrincipal.NameOf(User);
}
