using Libvirt.Xml;

namespace WebConsole.Features.Machines.Parts;

/// <summary>How a machine's processors lie together; multiplied they are the most vCPUs. What is left out is one.</summary>
/// <param name="Sockets">Sockets.</param>
/// <param name="Dies">Dies of a socket.</param>
/// <param name="Cores">Cores of a die.</param>
/// <param name="Threads">Threads of a core.</param>
public sealed record CpuTopology(int? Sockets = null, int? Dies = null, int? Cores = null, int? Threads = null)
{
    internal bool IsEmpty => (Sockets ?? Dies ?? Cores ?? Threads) is null;

    internal static CpuTopology Of(DomainXml domain) => new(domain.Sockets, domain.Dies is > 1 and var dies ? dies : null, domain.Cores, domain.Threads);

    internal void Write(DomainXml domain)
    {
        if (IsEmpty)
        {
            domain.RemoveCpuTopology();
            return;
        }
        (domain.Sockets, domain.Cores, domain.Threads) = (Sockets ?? 1, Cores ?? 1, Threads ?? 1);
        // libvirt writes one die by itself.
        domain.Dies = Dies is > 1 || domain.Dies is not null ? Dies ?? 1 : null;
    }
}
