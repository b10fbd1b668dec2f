using System.Net.Sockets;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Consoles;

/// <summary>Opens the consoles of real machines.</summary>
internal sealed class LibvirtConsoleSource(HypervisorGateway gateway, InventoryStore inventory, TimeProvider time) : IConsoleSource
{
    /// <summary>A page that is loaded again asks for its line before libvirt has heard that it let go of it.</summary>
    private const int AttemptsAtALine = 4;

    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(400);

    /// <summary>libvirtd (seen with 9.0) can lock up when several take a line from each other in haste, so here it is one after the other.</summary>
    private readonly LineTurns _turns = new(time);

    /// <summary>Openings of one screen wait for each other, unless one does not come back: else whoever opens it all the time keeps the others out.</summary>
    private readonly LineTurns _screens = new(time, longest: TimeSpan.FromSeconds(1));

    public async Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        if (Known(snapshot, machine).Displays.ElementAtOrDefault(index) is not { Opens: true })
            throw new ConsoleRefusedException(ConsoleEndReason.NoConsole);
        if (snapshot.Host(machine.Host)?.Facts is { IsLocal: false })
            throw new ConsoleRefusedException(ConsoleEndReason.NotLocal);
        // Who may open it was decided before; a display's password would keep out those whom we let in.
        var socket = await TryAsync(machine, ConsoleKind.Graphics, _screens.RunAsync(machine, () => gateway.RunAsync(machine, Lane.Consoles,
            domain => domain.OpenGraphicsFD((uint)index, OpenGraphicsFlags.SkipAuthentication), CancellationToken.None, doing: "another opening of its screen"),
            cancellationToken, DiscardAsync)).ConfigureAwait(false);
        return new NetworkStream(new Socket(socket), ownsSocket: true);
    }

    public async Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken)
    {
        // Of what a browser names nothing reaches libvirt but what the machine has.
        var asked = Known(inventory.Current, machine).Lines.FirstOrDefault(line => line.Opens && (device is null || line.Key == device))
            ?? throw new ConsoleRefusedException(ConsoleEndReason.NoConsole);
        var flags = takeOver ? OpenConsoleFlags.Force : OpenConsoleFlags.None;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var line = await TryAsync(machine, ConsoleKind.Text, _turns.RunAsync(machine, () => gateway.RunDetachedAsync(machine.Host, Lane.Consoles,
                    connection => TextLine.Open(connection, machine.Uuid, asked.Key, flags), CancellationToken.None), cancellationToken, late => CloseInTurnAsync(machine, late))).ConfigureAwait(false);
                return new LibvirtConsoleStream(line.Stream, () => CloseAsync(machine, line));
            }
            catch (ConsoleRefusedException e) when (e.End.Reason == ConsoleEndReason.Busy && attempt < AttemptsAtALine)
            {
                await Task.Delay(PauseBetweenAttempts, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal Task CloseAsync(MachineId machine, IDisposable line) => _turns.RunAsync(machine, () => CloseInTurnAsync(machine, line), CancellationToken.None);

    /// <summary>Closes; what the lane does not take, or gives up before it began, is closed without it.</summary>
    private async Task<bool> CloseInTurnAsync(MachineId machine, IDisposable line)
    {
        var begun = 0;
        try
        {
            return await gateway.RunAsync(machine.Host, Lane.Consoles, _ => Close(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // On a thread of the pool: the daemon may not answer, and this caller's page waits.
            if (Volatile.Read(ref begun) == 0)
                _ = Task.Run(Close);
        }

        bool Close()
        {
            if (Interlocked.Exchange(ref begun, 1) == 0)
                line.Dispose();
            return true;
        }
    }

    private static Task DiscardAsync(IDisposable late)
    {
        late.Dispose();
        return Task.CompletedTask;
    }

    // It may have gone since its page was opened.
    private static Machine Known(InventorySnapshot inventory, MachineId machine) =>
        inventory.Machines.GetValueOrDefault(machine) ?? throw new ConsoleRefusedException(ConsoleEndReason.NoMachine);

    private async Task<T> TryAsync<T>(MachineId machine, ConsoleKind kind, Task<T> opening)
    {
        try
        {
            return await opening.ConfigureAwait(false);
        }
        catch (Exception e) when (e is LibvirtException or HypervisorException)
        {
            var reason = ReasonOf(e, kind, hostIsThere: inventory.Current.Host(machine.Host) is { Connection: ConnectionState.Connected or ConnectionState.Degraded });
            // libvirt's words add nothing where the reason says it all.
            throw new ConsoleRefusedException(reason, reason is ConsoleEndReason.Off or ConsoleEndReason.NoMachine ? null : e.Message, e);
        }
    }

    /// <summary>What became of an opening that failed: by the code, which tells whether waiting can help.</summary>
    internal static ConsoleEndReason ReasonOf(Exception exception, ConsoleKind kind, bool hostIsThere) => exception switch
    {
        LibvirtException { Code: LibvirtErrorCode.NoDomain } => ConsoleEndReason.NoMachine,
        LibvirtException { Code: LibvirtErrorCode.OperationInvalid } => ConsoleEndReason.Off,
        // libvirt's word for a line that somebody holds.
        LibvirtException { Code: LibvirtErrorCode.OperationFailed } when kind == ConsoleKind.Text => ConsoleEndReason.Busy,
        LibvirtException
        {
            Code: LibvirtErrorCode.NoSupport or LibvirtErrorCode.OperationUnsupported or
            LibvirtErrorCode.ArgumentUnsupported or LibvirtErrorCode.ConfigurationUnsupported
        } => ConsoleEndReason.NoConsole,
        _ when !hostIsThere => ConsoleEndReason.HostAway,
        // A lane without a place, a call that took too long, a connection that broke.
        HypervisorException or LibvirtException { Code: LibvirtErrorCode.OperationTimeout } or
            LibvirtException { Domain: LibvirtErrorDomain.Rpc or LibvirtErrorDomain.Remote } => ConsoleEndReason.NoAnswer,
        _ => ConsoleEndReason.Failed,
    };
}
