using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Memory that comes to a machine while it runs.</summary>
internal static class MemoryModule
{
    public const string Kind = "memory", Dimm = "dimm", VirtioMem = "virtio-mem";

    /// <summary>The pieces in which guests take memory.</summary>
    public const long Piece = 128L << 20;

    /// <summary>The smallest piece of a <c>virtio-mem</c> that comes and goes.</summary>
    public const long LeastBlock = 2L << 20;

    public static readonly ImmutableArray<string> Models = [Dimm, VirtioMem];

    /// <summary>What is wrong with how much of a <c>virtio-mem</c> is to be used.</summary>
    public static string? RequestedMistake(long? requested, long size, long block) => requested is null ? null
        : requested < 0 || requested > size ? $"At most {SizeLimit.Most(size)}, its size."
        : requested % block != 0 ? $"A multiple of {SizeLimit.Least(block)}, its blocks." : null;

    /// <summary>libvirt counts a new DIMM to the memory that the guest may use, unless its balloon holds some back.</summary>
    public static void CountIn(DomainXml domain, long size)
    {
        var (all, used) = (domain.MemoryBytes, domain.CurrentMemoryBytes);
        domain.MemoryBytes = all + size;
        if (used == all)
            domain.CurrentMemoryBytes = used + size;
    }
}
