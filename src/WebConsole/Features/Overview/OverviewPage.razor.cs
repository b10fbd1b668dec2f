using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Overview;

/// <summary>The state of all hosts on one screen; every number is a link.</summary>
public sealed partial class OverviewPage
{
    // Their cards stand side by side.
    private const int MostChecked = 2;

    private IReadOnlyList<HostStatus> _hosts = [];
    private HostStatus[] _checkable = [];
    private IReadOnlyList<Machine> _machines = [];
    private HostStatus? _charted;
    private string? _processors, _promised, _space;
    private string _size = "";

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    /// <summary>The metric of the list of top consumers.</summary>
    [SupplyParameterFromQuery]
    public string? Most { get; set; }

    protected override void OnInitialized() => Listen(Inventory,
        change => change.Touches(ObjectKind.Host) || change.Touches(ObjectKind.Machine) || change.Touches(ObjectKind.Pool));

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
        _checkable = [.. _hosts.Where(HostChecks.CanLookAt)];
        _machines = [.. snapshot.Machines.Values.Where(machine => Host is null || machine.Id.Host == Host)];
        // The charts show one host: the requested one, else the first that has metrics.
        _charted = _hosts.FirstOrDefault(host => host.Facts is not null);
        _size = _charted?.Facts is { Cpus: > 0 } facts ? $"{facts.CpuModel}, {Format.Count(facts.Cpus, Text["thread"], Text["threads"])}" : "";
        var running = snapshot.Machines.Values.Where(machine => machine.Id.Host == _charted?.Name && machine.IsActive).ToArray();
        _processors = running is [] ? null : Text["{0} promised", Format.Count(running.Sum(machine => machine.VirtualCpus), Text["vCPU"], Text["vCPUs"])].Value;
        _promised = running is [] ? null : Text["{0} promised", Format.Bytes(running.Sum(machine => machine.MemoryBytes))].Value;
        _space = StorageSpace.Of(snapshot, snapshot.StoragePools.Values.Where(pool => pool.Host == _charted?.Name)).Available is > 0 and var free ? Text["{0} free", Format.Bytes(free)].Value : null;
    }
}
