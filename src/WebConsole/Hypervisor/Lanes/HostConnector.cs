using Libvirt;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>
/// Opens a host's connections. All lanes share one connection if the driver's state is private to a connection.
/// </summary>
internal sealed class HostConnector(ConfiguredHost host) : IDisposable
{
    private const int KeepAliveSeconds = 5;
    private const uint KeepAliveCount = 3;

    private readonly Lock _sharing = new();
    private LibvirtConnection? _shared;

    public LibvirtConnection Acquire()
    {
        if (!host.SharesConnection)
            return Open();
        lock (_sharing)
            return _shared ??= Open();
    }

    public void Release(LibvirtConnection connection)
    {
        if (!host.SharesConnection)
            connection.Dispose();
    }

    public void Dispose() => _shared?.Dispose();

    /// <summary>A new connection that is not shared; the caller closes it.</summary>
    public LibvirtConnection Open()
    {
        var connection = LibvirtConnection.Open(host.Uri);
        if (!host.SharesConnection)
            connection.SetKeepAlive(KeepAliveSeconds, KeepAliveCount);
        return connection;
    }
}
