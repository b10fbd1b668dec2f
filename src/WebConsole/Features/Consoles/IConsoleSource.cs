using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>Opens the guest's end of a console: by libvirt in the product, by a script in tests.</summary>
public interface IConsoleSource
{
    /// <summary>A connection to one display of the running machine, on which the guest speaks RFB.</summary>
    /// <exception cref="ConsoleRefusedException">It could not be opened.</exception>
    public Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken);

    /// <summary>A connection to a serial or paravirtual console of the running machine.</summary>
    /// <param name="machine">Whose console.</param>
    /// <param name="device">The alias in the definition, or <c>null</c> for the first that opens.</param>
    /// <param name="takeOver">Whether to disconnect the client that holds it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ConsoleRefusedException">It could not be opened.</exception>
    public Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken);
}
