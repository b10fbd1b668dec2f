using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>A worker's own connection: opened when first needed, and anew after it died.</summary>
internal sealed class WorkerConnection(HostConnector connector) : IDisposable
{
    private LibvirtConnection? _connection;

    public LibvirtConnection Open()
    {
        if (_connection is { IsAlive: true })
            return _connection;
        Dispose();
        return _connection = connector.Acquire();
    }

    public void Dispose()
    {
        if (_connection is not null)
            connector.Release(_connection);
        _connection = null;
    }
}
