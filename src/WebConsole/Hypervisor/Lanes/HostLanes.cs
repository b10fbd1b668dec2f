using System.Collections.Frozen;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>All lanes of one host.</summary>
internal sealed class HostLanes : IDisposable
{
    private readonly FrozenDictionary<Lane, LaneWorkers> _lanes;

    public HostLanes(ConfiguredHost host, TimeProvider time)
    {
        Host = host;
        Connector = new HostConnector(host);
        _lanes = Enum.GetValues<Lane>().ToFrozenDictionary(lane => lane,
            lane => new LaneWorkers($"host {host.Name}, {lane}", LaneLimits.Of(lane), Connector, time));
    }

    public ConfiguredHost Host { get; }

    public HostConnector Connector { get; }

    /// <summary>
    /// Whether a lane that all pages depend on accepts no more calls. For the other lanes, the callers get an error.
    /// </summary>
    public bool IsDegraded => _lanes[Lane.Inventory].IsDegraded || _lanes[Lane.Metrics].IsDegraded || _lanes[Lane.Commands].IsDegraded;

    public LaneWorkers this[Lane lane] => _lanes[lane];

    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
            lane.Dispose();
        Connector.Dispose();
    }
}
