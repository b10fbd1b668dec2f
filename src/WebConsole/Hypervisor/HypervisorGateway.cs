using Libvirt;

namespace WebConsole.Hypervisor;

/// <summary>The one way into the binding: runs calls on the threads of a host's lane, each with a time limit that frees the caller.</summary>
public sealed class HypervisorGateway
{
    /// <summary>Runs <paramref name="call"/> on a connection of the lane.</summary>
    /// <exception cref="HypervisorException">The host is away, the call failed, or it took too long.</exception>
    public Task<T> RunAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken) =>
        throw new HypervisorException("not built yet");

    /// <summary>Runs <paramref name="call"/> on one machine; refused while another call to it runs in the same lane.</summary>
    /// <exception cref="HypervisorException">The host is away, the machine is gone or busy, the call failed, or it took too long.</exception>
    public Task<T> RunAsync<T>(MachineId machine, Lane lane, Func<Domain, T> call, CancellationToken cancellationToken) =>
        throw new HypervisorException("not built yet");
}
