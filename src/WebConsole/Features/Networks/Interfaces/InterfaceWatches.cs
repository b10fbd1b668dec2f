using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Interfaces;

/// <summary>Has the interfaces of some hosts read as long as a page shows them.</summary>
internal sealed class InterfaceWatches(VisibleInterfaces interfaces) : IDisposable
{
    private readonly Dictionary<string, IDisposable?> _watched = new(StringComparer.Ordinal);

    /// <summary>From now on those of these hosts, and of no others.</summary>
    public void Follow(IReadOnlyList<HostStatus> hosts)
    {
        foreach (var gone in _watched.Keys.Except(hosts.Select(host => host.Name)).ToArray())
        {
            _watched.Remove(gone, out var watch);
            watch?.Dispose();
        }
        foreach (var host in hosts.Where(host => !_watched.ContainsKey(host.Name)))
            _watched[host.Name] = interfaces.Watch(host.Name);
    }

    public void Dispose()
    {
        foreach (var watch in _watched.Values)
            watch?.Dispose();
        _watched.Clear();
    }
}
