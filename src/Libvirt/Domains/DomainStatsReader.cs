using Libvirt.Native;

namespace Libvirt;

/// <summary>Copies a bulk answer out of libvirt's memory and frees it, whatever happens on the way.</summary>
internal static unsafe class DomainStatsReader
{
    internal delegate int Asker(NativeDomainStatsRecord*** records);

    internal static DomainStats[] Read(Asker call)
    {
        NativeDomainStatsRecord** records = null;
        var count = NativeCheck.NotNegative(() =>
        {
            NativeDomainStatsRecord** received = null;
            var result = call(&received);
            records = received;
            return result;
        });
        try
        {
            var stats = new DomainStats[count];
            for (var i = 0; i < count; i++)
                stats[i] = Read(records[i]);
            return stats;
        }
        finally
        {
            if (records is not null)
                NativeMethods.virDomainStatsRecordListFree(records);
        }
    }

    private static DomainStats Read(NativeDomainStatsRecord* record)
    {
        var (uuid, name) = Domain.ReadIdentity(record->dom);
        return new DomainStats(uuid, name, TypedParameterReader.Read(record->@params, record->nparams))
        {
            Id = Domain.ReadId(NativeMethods.virDomainGetID(record->dom)),
        };
    }
}
