using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Overview;

/// <summary>How the hosts fare, on one screen; every number is a link.</summary>
public sealed partial class OverviewPage
{
    private IReadOnlyList<HostStatus> _hosts = [];
    private IReadOnlyList<Machine> _machines = [];

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    /// <summary>By what the greediest machines are shown.</summary>
    [SupplyParameterFromQuery]
    public string? Most { get; set; }

    protected override void OnInitialized() => Listen(handler => Inventory.Changed += handler, handler => Inventory.Changed -= handler);

    protected override void OnParametersSet() => Read();

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _hosts = [.. snapshot.Hosts.Where(host => Host is null || host.Name == Host)];
        _machines = [.. snapshot.Machines.Values.Where(machine => Host is null || machine.Id.Host == Host)];
    }
}
