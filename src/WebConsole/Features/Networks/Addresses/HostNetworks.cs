using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>What the kernel of a host knows of networks, for hosts whose libvirt runs on this machine. It is read again after some seconds.</summary>
internal sealed class HostNetworks(TimeProvider time, Func<KernelNetworks> read)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private Known? _latest;

    /// <summary><c>null</c> for a host elsewhere.</summary>
    public KernelNetworks? Of(HostStatus? host) => host?.Facts is { IsLocal: true } ? Current : null;

    private KernelNetworks Current
    {
        get
        {
            if (_latest is not { } latest || time.GetElapsedTime(latest.ReadAt) > Kept)
                _latest = latest = new Known(read(), time.GetTimestamp());
            return latest.Networks;
        }
    }

    private sealed record Known(KernelNetworks Networks, long ReadAt);
}
