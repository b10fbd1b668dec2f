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

    public async Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        if (snapshot.Machines[machine].Graphics.ElementAtOrDefault(index) != "vnc")
            throw new ConsoleRefusedException(ConsoleEndReason.NoConsole);
        if (snapshot.Host(machine.Host)?.Facts is { IsLocal: false })
            throw new ConsoleRefusedException(ConsoleEndReason.NotLocal);
        // Who may open it was decided before; a display's password would keep out those whom we let in.
        var socket = await TryAsync(machine, gateway.RunAsync(machine, Lane.Commands,
            domain => domain.OpenGraphicsFD((uint)index, OpenGraphicsFlags.SkipAuthentication), cancellationToken)).ConfigureAwait(false);
        return new NetworkStream(new Socket(socket), ownsSocket: true);
    }

    public async Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken)
    {
        if (!inventory.Current.Machines[machine].HasTextConsole)
            throw new ConsoleRefusedException(ConsoleEndReason.NoConsole);
        var flags = takeOver ? OpenConsoleFlags.Force : OpenConsoleFlags.None;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var stream = await TryAsync(machine, gateway.RunAsync(machine.Host, Lane.Commands,
                    connection => Open(connection, machine.Uuid, device, flags), cancellationToken)).ConfigureAwait(false);
                return new LibvirtConsoleStream(stream, () => gateway.RunAsync(machine.Host, Lane.Commands, _ => Close(stream), CancellationToken.None));
            }
            catch (ConsoleRefusedException e) when (e.End.Reason == ConsoleEndReason.Busy && attempt < AttemptsAtALine)
            {
                await Task.Delay(PauseBetweenAttempts, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static LibvirtStream Open(LibvirtConnection connection, Guid uuid, string? device, OpenConsoleFlags flags)
    {
        using var domain = connection.LookupDomain(uuid);
        var stream = connection.NewStream(nonBlocking: true);
        try
        {
            domain.OpenConsole(device, stream, flags);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static bool Close(LibvirtStream stream)
    {
        stream.Dispose();
        return true;
    }

    private async Task<T> TryAsync<T>(MachineId machine, Task<T> opening)
    {
        try
        {
            return await opening.ConfigureAwait(false);
        }
        catch (Exception e) when (e is LibvirtException or HypervisorException)
        {
            var reason = ReasonOf(machine, e);
            // libvirt's words add nothing where the reason says it all.
            throw new ConsoleRefusedException(reason, reason is ConsoleEndReason.Off or ConsoleEndReason.NoMachine ? null : e.Message, e);
        }
    }

    private ConsoleEndReason ReasonOf(MachineId machine, Exception exception) => (exception as LibvirtException)?.Code switch
    {
        LibvirtErrorCode.NoDomain => ConsoleEndReason.NoMachine,
        LibvirtErrorCode.OperationInvalid => ConsoleEndReason.Off,
        // libvirt's word for a console that somebody holds.
        LibvirtErrorCode.OperationFailed => ConsoleEndReason.Busy,
        LibvirtErrorCode.NoSupport => ConsoleEndReason.NoConsole,
        _ => inventory.Current.Host(machine.Host) is { Connection: ConnectionState.Connected } ? ConsoleEndReason.Failed : ConsoleEndReason.HostAway,
    };
}
