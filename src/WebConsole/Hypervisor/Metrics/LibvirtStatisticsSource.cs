using System.Collections.Concurrent;
using Libvirt;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Reads the counters of any host by libvirt's bulk call.</summary>
internal sealed class LibvirtStatisticsSource(HypervisorGateway gateway, InventoryStore inventory, TimeProvider clock) : IStatisticsSource
{
    private const GetAllDomainStatsFlags Running = GetAllDomainStatsFlags.Active | GetAllDomainStatsFlags.NoWait;

    // Half of what the lane gives a call.
    private static readonly TimeSpan LongestForCpus = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _withoutBulk = new(StringComparer.Ordinal);

    public async Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken)
    {
        // The answer is copied here and not inside the call, because an abandoned call may return at any later time.
        var answer = await AskAsync(host, reading.Groups, cancellationToken).ConfigureAwait(false);
        reading.Timestamp = answer.Timestamp;
        foreach (var domain in answer.Domains)
            MachineCountersReader.Read(domain, reading.Add(domain.Uuid));
        foreach (var (uuid, id, info) in answer.Infos)
            MachineCountersReader.Read(info, id, reading.Add(uuid));
        if (reading.Has(StatisticsGroups.Host | StatisticsGroups.HostCpus))
            HostCountersReader.Read(answer, IsLocal(host), reading.Host);
    }

    private async Task<LibvirtStatistics> AskAsync(string host, StatisticsGroups groups, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.RunAsync(host, Lane.Metrics, connection => Ask(connection, host, groups), cancellationToken).ConfigureAwait(false);
        }
        catch (LibvirtException exception)
        {
            throw new HypervisorException(exception.Message, exception);
        }
    }

    private LibvirtStatistics Ask(LibvirtConnection connection, string host, StatisticsGroups groups)
    {
        if (groups is StatisticsGroups.HostCpus)
            return AskCpus(connection, host);
        var ofHost = groups.HasFlag(StatisticsGroups.Host);
        var answer = new LibvirtStatistics
        {
            Cpu = ofHost ? OrNull(connection, static connection => connection.GetNodeCpuStats()) : null,
            Memory = ofHost ? OrNull(connection, static connection => connection.GetNodeMemoryStats()) : null,
        };
        // A call for many machines takes a while; its midpoint is the best timestamp for most of them.
        var begun = clock.GetTimestamp();
        answer = AskMachines(connection, host, groups, answer);
        return answer with { Timestamp = begun + (clock.GetTimestamp() - begun) / 2 };
    }

    // A host that is far away answers for as many CPUs as it can in that time; the other values stay unknown.
    private LibvirtStatistics AskCpus(LibvirtConnection connection, string host)
    {
        var begun = clock.GetTimestamp();
        var cpus = new List<(int, NodeCpuStats)>();
        foreach (var cpu in HostCapabilities.CpusOf(inventory.Current.Host(host)).TakeWhile(_ => clock.GetElapsedTime(begun) < LongestForCpus))
        {
            if (OrNull(connection, connection => connection.GetNodeCpuStats(cpu)) is { } times)
                cpus.Add((cpu, times));
        }
        return new LibvirtStatistics { Cpus = cpus, Timestamp = begun + (clock.GetTimestamp() - begun) / 2 };
    }

    private LibvirtStatistics AskMachines(LibvirtConnection connection, string host, StatisticsGroups groups, LibvirtStatistics answer)
    {
        if (!_withoutBulk.ContainsKey(host))
        {
            try
            {
                return answer with { Domains = connection.GetAllDomainStats(LibvirtGroups(groups), Running) };
            }
            catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport)
            {
                _withoutBulk[host] = true;
            }
        }
        return answer with { Infos = ReadInfos(connection) };
    }

    // Drivers without bulk statistics (LXC, Xen) still report each machine's CPU time.
    private static List<(Guid, int?, DomainInfo)> ReadInfos(LibvirtConnection connection)
    {
        var infos = new List<(Guid, int?, DomainInfo)>();
        foreach (var domain in connection.ListDomains(ListDomainsFlags.Active))
        {
            using (domain)
            {
                if (OrNull(domain, static domain => domain.GetInfo()) is { } info)
                    infos.Add((domain.Uuid, domain.Id, info));
            }
        }
        return infos;
    }

    // Not every driver supports every call, and a machine or a CPU may have vanished since it was listed.
    private static TResult? OrNull<T, TResult>(T of, Func<T, TResult> ask) where TResult : class
    {
        try
        {
            return ask(of);
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport or LibvirtErrorCode.NoDomain or LibvirtErrorCode.InvalidArgument)
        {
            return null;
        }
    }

    private static DomainStatsGroups LibvirtGroups(StatisticsGroups groups)
    {
        var libvirt = DomainStatsGroups.State;
        if (groups.HasFlag(StatisticsGroups.VirtualCpus))
            libvirt |= DomainStatsGroups.Vcpu;
        if (groups.HasFlag(StatisticsGroups.Network))
            libvirt |= DomainStatsGroups.Interface;
        if (groups.HasFlag(StatisticsGroups.CpuTotal))
            libvirt |= DomainStatsGroups.CpuTotal;
        if (groups.HasFlag(StatisticsGroups.Memory))
            libvirt |= DomainStatsGroups.Balloon;
        if (groups.HasFlag(StatisticsGroups.Disks))
            libvirt |= DomainStatsGroups.Block;
        return libvirt;
    }

    private bool IsLocal(string host) => inventory.Current.Host(host)?.Facts?.IsLocal == true;
}
