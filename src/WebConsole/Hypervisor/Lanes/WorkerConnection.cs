using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>The connection of one worker: opened when first needed, and again after it broke.</summary>
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
