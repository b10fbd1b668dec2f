using System.Globalization;
using Libvirt;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Extracts a machine's counters from libvirt's parameters, whose names are paths: <c>block.0.rd.bytes</c>. It makes
/// one pass, because a machine may have thousands of parameters.
/// </summary>
internal static class MachineCountersReader
{
    private const long KiB = 1024;

    public static void Read(DomainStats domain, MachineCounters counters)
    {
        counters.Instance = domain.Id;
        for (var i = 0; i < domain.Parameters.Count; i++)
        {
            var parameter = domain.Parameters[i];
            var path = parameter.Name.AsSpan();
            switch (Next(ref path))
            {
                case "state":
                    ReadState(path, parameter, counters);
                    break;
                case "cpu":
                    ReadCpu(path, parameter, counters);
                    break;
                case "vcpu":
                    ReadVirtualCpu(path, parameter, counters);
                    break;
                case "balloon":
                    ReadBalloon(path, parameter, counters);
                    break;
                case "net":
                    ReadInterface(path, parameter, counters.Interfaces);
                    break;
                case "block":
                    ReadDisk(path, parameter, counters.Disks);
                    break;
            }
        }
    }

    public static void Read(DomainInfo info, int? id, MachineCounters counters)
    {
        counters.Instance = id;
        counters.State = MachineStateReader.StateOf(info.State);
        counters.CpuNanoseconds = info.CpuTime;
        counters.VirtualCpuCount = info.VirtualCpus;
        counters.MemoryTotalBytes = (long)info.MaxMemoryKiB * KiB;
    }

    private static void ReadState(ReadOnlySpan<char> path, TypedParameter parameter, MachineCounters counters)
    {
        if (path is "state" && parameter.TryGetInt64(out var state))
            counters.State = MachineStateReader.StateOf((DomainState)state);
    }

    private static void ReadCpu(ReadOnlySpan<char> path, TypedParameter parameter, MachineCounters counters)
    {
        if (path is "time")
            counters.CpuNanoseconds = Counter(parameter);
    }

    private static void ReadVirtualCpu(ReadOnlySpan<char> path, TypedParameter parameter, MachineCounters counters)
    {
        if (path is "current")
            counters.VirtualCpuCount = (int?)Counter(parameter);
        else if (int.TryParse(Next(ref path), CultureInfo.InvariantCulture, out var number) && path is "time")
            counters.VirtualCpus.Add(new VirtualCpuCounters(number, Counter(parameter)));
    }

    private static void ReadBalloon(ReadOnlySpan<char> path, TypedParameter parameter, MachineCounters counters)
    {
        var bytes = (long?)Counter(parameter) * KiB;
        switch (path)
        {
            case "current":
                counters.MemoryTotalBytes = bytes;
                break;
            case "available":
                counters.MemoryAvailableBytes = bytes;
                break;
            case "usable":
                counters.MemoryUsableBytes = bytes;
                break;
            case "rss":
                counters.MemoryResidentBytes = bytes;
                break;
        }
    }

    private static void ReadInterface(ReadOnlySpan<char> path, TypedParameter parameter, List<InterfaceCounters> interfaces)
    {
        Next(ref path);
        if (path is "name" && parameter.TryGetString(out var name))
            interfaces.Add(new InterfaceCounters(name, null, null));
        else if (interfaces.Count > 0)
        {
            interfaces[^1] = path switch
            {
                "rx.bytes" => interfaces[^1] with { ReceivedBytes = Counter(parameter) },
                "tx.bytes" => interfaces[^1] with { SentBytes = Counter(parameter) },
                _ => interfaces[^1],
            };
        }
    }

    private static void ReadDisk(ReadOnlySpan<char> path, TypedParameter parameter, List<DiskCounters> disks)
    {
        Next(ref path);
        if (path is "name" && parameter.TryGetString(out var name))
            disks.Add(new DiskCounters(name, null, null, null, null));
        else if (disks.Count > 0)
        {
            disks[^1] = path switch
            {
                "rd.bytes" => disks[^1] with { ReadBytes = Counter(parameter) },
                "wr.bytes" => disks[^1] with { WrittenBytes = Counter(parameter) },
                "rd.reqs" => disks[^1] with { ReadRequests = Counter(parameter) },
                "wr.reqs" => disks[^1] with { WriteRequests = Counter(parameter) },
                "capacity" => disks[^1] with { CapacityBytes = (long?)Counter(parameter) },
                _ => disks[^1],
            };
        }
    }

    // Cuts the path at its first dot.
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> path)
    {
        var dot = path.IndexOf('.');
        var first = dot < 0 ? path : path[..dot];
        path = dot < 0 ? default : path[(dot + 1)..];
        return first;
    }

    private static ulong? Counter(TypedParameter parameter) => parameter.TryGetUInt64(out var value) ? value : null;
}
