using System.Net.Sockets;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Consoles;

/// <summary>Opens the consoles of real machines.</summary>
internal sealed class LibvirtConsoleSource(HypervisorGateway gateway, InventoryStore inventory, TimeProvider time) : IConsoleSource
{
    /// <summary>A reloaded page requests its line before libvirt knows that the old page has closed it.</summary>
    private const int AttemptsAtALine = 4;

    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// libvirtd (seen with 9.0) can lock up when several clients quickly take a line from each other, so openings of a
    /// line run one after the other.
    /// </summary>
    private readonly LineTurns _turns = new(time);

    /// <summary>
    /// Openings of one screen wait for each other, but not for one that does not return: otherwise a user who opens it
    /// all the time could lock out the others.
    /// </summary>
    private readonly LineTurns _screens = new(time, longest: TimeSpan.FromSeconds(1));

    public async Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        if (Known(snapshot, machine).Displays.ElementAtOrDefault(index) is not { Opens: true })
            throw new ConsoleRefusedException(ConsoleEndReason.NoConsole);
        if (snapshot.Host(machine.Host)?.Facts is { IsLocal: false })
            throw new ConsoleRefusedException(ConsoleEndReason.NotLocal);
        // Access has already been checked; the display's password would lock out permitted users.
        var socket = await TryAsync(machine, ConsoleKind.Graphics, _screens.RunAsync(machine, () => gateway.RunAsync(machine, Lane.Consoles,
            domain => domain.OpenGraphicsFD((uint)index, OpenGraphicsFlags.SkipAuthentication), CancellationToken.None, doing: "another opening of its screen"),
            cancellationToken, DiscardAsync)).ConfigureAwait(false);
        return new NetworkStream(new Socket(socket), ownsSocket: true);
    }

    public async Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken)
    {
        // Only console names that the machine has are passed to libvirt.
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

    /// <summary>
    /// Closes in the lane; if the lane refuses the call, or abandons it before it begins, closes outside the lane.
    /// </summary>
    private async Task<bool> CloseInTurnAsync(MachineId machine, IDisposable line)
    {
        var begun = 0;
        try
        {
            return await gateway.RunAsync(machine.Host, Lane.Consoles, _ => Close(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // On a pool thread: the daemon may not answer, and the caller's page is waiting.
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

    // The machine may have vanished since its page was opened.
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
            // libvirt's message adds nothing to these reasons.
            throw new ConsoleRefusedException(reason, reason is ConsoleEndReason.Off or ConsoleEndReason.NoMachine ? null : e.Message, e);
        }
    }

    /// <summary>The end of a failed opening, by libvirt's error code, which shows whether a retry can help.</summary>
    internal static ConsoleEndReason ReasonOf(Exception exception, ConsoleKind kind, bool hostIsThere) => exception switch
    {
        LibvirtException { Code: LibvirtErrorCode.NoDomain } => ConsoleEndReason.NoMachine,
        LibvirtException { Code: LibvirtErrorCode.OperationInvalid } => ConsoleEndReason.Off,
        // libvirt's error for a line that another client holds.
        LibvirtException { Code: LibvirtErrorCode.OperationFailed } when kind == ConsoleKind.Text => ConsoleEndReason.Busy,
        LibvirtException
        {
            Code: LibvirtErrorCode.NoSupport or LibvirtErrorCode.OperationUnsupported or
            LibvirtErrorCode.ArgumentUnsupported or LibvirtErrorCode.ConfigurationUnsupported
        } => ConsoleEndReason.NoConsole,
        _ when !hostIsThere => ConsoleEndReason.HostAway,
        // The lane was full, the call took too long, or the connection broke.
        HypervisorException or LibvirtException { Code: LibvirtErrorCode.OperationTimeout } or
            LibvirtException { Domain: LibvirtErrorDomain.Rpc or LibvirtErrorDomain.Remote } => ConsoleEndReason.NoAnswer,
        _ => ConsoleEndReason.Failed,
    };
}
