using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Features.Consoles.Rfb;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Opens consoles: checks the user's right, the limits and libvirt at each opening, and writes the audit log.
/// </summary>
internal sealed class ConsoleSessions(ConsoleLimits limits, InventoryStore inventory, IAccess access, SessionRegistry signedIn, ConsoleAudit audit,
    TimeProvider time)
{
    /// <summary>
    /// An open console, which the caller must pass to <see cref="CloseAsync"/>, or the reason why there is none.
    /// </summary>
    public async Task<(ConsoleSession? Session, ConsoleEnd? Refusal)> OpenAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var session = await OpenOrThrowAsync(request, cancellationToken).ConfigureAwait(false);
            audit.Opened(request, session);
            return (session, null);
        }
        catch (ConsoleRefusedException e)
        {
            audit.Refused(request, e.End);
            return (null, e.End);
        }
    }

    public async Task CloseAsync(ConsoleRequest request, ConsoleSession session)
    {
        await session.DisposeAsync().ConfigureAwait(false);
        audit.Closed(request, session, time.GetElapsedTime(request.Asked));
    }

    private async Task<ConsoleSession> OpenOrThrowAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        // Subscribe before checking, so that a change in between ends the session at once.
        var ended = signedIn.WhenEnded(request.User);
        if (ended.IsCancellationRequested)
            throw new ConsoleRefusedException(ConsoleEndReason.Refused);
        var machine = Known(request.Machine, request.User);
        var place = limits.TryEnter(SessionPrincipal.PersonOf(request.User)) ?? throw new ConsoleRefusedException(ConsoleEndReason.TooMany);
        try
        {
            var viewOnly = request.ViewOnly || !access.May(request.User, Right.Operate, machine);
            var guest = await request.Open(machine, viewOnly, cancellationToken).ConfigureAwait(false);
            IConsoleGuard guard = request.Kind == ConsoleKind.Graphics ? new RfbGuard(viewOnly) : new TextGuard(viewOnly);
            return new ConsoleSession(guest, guard, viewOnly, place, ended);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private MachineId Known(MachineId? asked, ClaimsPrincipal user)
    {
        var snapshot = inventory.Current;
        if (asked is not { } machine || snapshot.Host(machine.Host) is not { } host || !access.May(user, Right.See, machine))
            throw new ConsoleRefusedException(ConsoleEndReason.NoMachine);
        if (snapshot.Machines.ContainsKey(machine))
            return machine;
        // Until a host has been listed, an unknown machine may exist.
        throw new ConsoleRefusedException(host.Connection is ConnectionState.Connected or ConnectionState.Degraded ? ConsoleEndReason.NoMachine : ConsoleEndReason.HostAway);
    }
}
