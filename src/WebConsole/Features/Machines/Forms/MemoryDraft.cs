using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;

namespace WebConsole.Features.Machines.Forms;

/// <summary>What stands in the form of what a machine's memory is made of, and how much of the host's it may use.</summary>
public sealed record MemoryDraft
{
    /// <summary>The size of its huge pages, in bytes; <see cref="None"/>, <see cref="Usual"/>, or <see cref="Several"/>.</summary>
    public long PageSize { get; set; } = None;

    public bool Shared { get; set; }

    public bool Locked { get; set; }

    public string Source { get; set; } = "";

    public bool Discard { get; set; }

    public bool NotMerged { get; set; }

    public long? Hard { get; set; }

    public long? Soft { get; set; }

    public long? SwapHard { get; set; }

    internal const long None = -1, Usual = 0, Several = -2;

    internal static MemoryDraft Of(DomainXml domain) => new()
    {
        PageSize = domain.HugePages ? MemoryBackingChanges.PageSizeOf(domain) ?? Several : None,
        Shared = domain.MemoryAccess is "shared",
        Locked = domain.MemoryLocked,
        Source = domain.MemorySource ?? "",
        Discard = domain.MemoryDiscarded,
        NotMerged = domain.MemoryNotMerged,
        Hard = domain.MemoryHardLimitBytes,
        Soft = domain.MemorySoftLimitBytes,
        SwapHard = domain.SwapHardLimitBytes,
    };

    /// <summary>What differs of what it is made of; <c>null</c> where nothing does.</summary>
    internal MemoryBackingChanges? BackingFrom(MemoryDraft first)
    {
        var changes = new MemoryBackingChanges(
            HugePages: PageSize == first.PageSize || (PageSize is not None && first.PageSize is not None) ? null : PageSize is not None,
            PageSize: PageSize == first.PageSize || PageSize is None or Several || (PageSize is Usual && first.PageSize is None) ? null : PageSize,
            Shared: Shared == first.Shared ? null : Shared,
            Locked: Locked == first.Locked ? null : Locked,
            Source: Source == first.Source ? null : Source,
            Discard: Discard == first.Discard ? null : Discard,
            NotMerged: NotMerged == first.NotMerged ? null : NotMerged);
        return changes == new MemoryBackingChanges() ? null : changes;
    }

    /// <summary>What differs of its limits; <c>null</c> where nothing does.</summary>
    internal MemoryLimitsChanges? LimitsFrom(MemoryDraft first)
    {
        var changes = new MemoryLimitsChanges(Hard == first.Hard ? null : Hard ?? 0, Soft == first.Soft ? null : Soft ?? 0, SwapHard == first.SwapHard ? null : SwapHard ?? 0);
        return changes == new MemoryLimitsChanges() ? null : changes;
    }
}
