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

/// <summary>What someone asks for when opening a console.</summary>
internal sealed record ConsoleRequest
{
    public required ConsoleKind Kind { get; init; }

    /// <summary>Whose console, <c>null</c> when what was asked for names no machine.</summary>
    public required MachineId? Machine { get; init; }

    /// <summary>Whether control is not even wanted.</summary>
    public required bool ViewOnly { get; init; }

    public required ClaimsPrincipal User { get; init; }

    /// <summary>Where the user comes from.</summary>
    public required string From { get; init; }

    /// <summary>When, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long Asked { get; init; }

    /// <summary>Opens the guest's end; told whether the user may only look.</summary>
    public required Func<MachineId, bool, CancellationToken, Task<Stream>> Open { get; init; }

    public string UserName => SessionPrincipal.NameOf(User);
}
