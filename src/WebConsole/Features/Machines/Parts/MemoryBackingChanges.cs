using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What a machine's memory is made of; all of it takes effect at a start.</summary>
/// <param name="HugePages">Whether it is made of the host's huge pages, which are taken from it at the start.</param>
/// <param name="PageSize">The size of one, in bytes; 0 for the host's usual one.</param>
/// <param name="Shared">Whether other processes of the host can map it, which virtiofs and vhost-user need.</param>
/// <param name="Locked">Whether the host never swaps it out.</param>
/// <param name="Source"><c>anonymous</c>, <c>memfd</c> or <c>file</c>; empty leaves it to libvirt.</param>
/// <param name="Discard">Whether the host throws its content away when the machine ends.</param>
/// <param name="NotMerged">Whether pages that are equal to those of other machines stay its own.</param>
public sealed record MemoryBackingChanges(bool? HugePages = null, long? PageSize = null, bool? Shared = null, bool? Locked = null, string? Source = null, bool? Discard = null, bool? NotMerged = null) : PartChanges
{
    internal static readonly ImmutableArray<string> Sources = ["anonymous", "memfd", "file"];

    internal override string Part => "memoryBacking";

    /// <summary>Locked memory is what the host's other programs would miss.</summary>
    internal override bool ReachesHost => Locked is true;

    /// <summary>The size of the huge pages that it is made of, in bytes; 0 for the host's usual ones, <c>null</c> for none, or for several sizes.</summary>
    internal static long? PageSizeOf(DomainXml domain) => !domain.HugePages ? null : domain.HugePageSizes is { Count: > 0 } sizes ? sizes.Count == 1 ? sizes[0].SizeBytes : null : 0;

    internal override void Apply(DomainXml domain)
    {
        if (HugePages is false)
            domain.Element.Elements("memoryBacking").Elements("hugepages").Remove();
        if (HugePages is true)
            domain.HugePages = true;
        // Without huge pages they have no size.
        if (PageSize is { } size && domain.HugePages && size != PageSizeOf(domain))
            WritePageSize(domain, size);
        if (Locked is { } locked)
            domain.MemoryLocked = locked;
        if (NotMerged is { } own)
            domain.MemoryNotMerged = own;
        if (Source is { } source)
            domain.MemorySource = source.Length == 0 ? null : source;
        if (Shared is { } shared && shared != (domain.MemoryAccess is "shared"))
            domain.MemoryAccess = shared ? "shared" : null;
        if (Discard is { } discard)
            domain.MemoryDiscarded = discard;
        // libvirt's elements are named after what they do: one without any says nothing.
        domain.Element.Elements("memoryBacking").Where(backing => !backing.HasElements).Remove();
    }

    private static void WritePageSize(DomainXml domain, long size)
    {
        while (domain.HugePageSizes.Count > 0)
            domain.HugePageSizes[^1].Element.Remove();
        domain.HugePages = true;
        if (size > 0)
            domain.HugePageSizes.Add().SizeBytes = size;
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context)
    {
        if (!context.IsWhole)
            return [("hugePages", "Only for machines that QEMU runs.")];
        var huge = HugePages ?? context.Stands.HugePages;
        return
        [
            ("pageSize", PageSize switch
            {
                null or 0 => null,
                _ when !huge => "Only with huge pages.",
                { } size => HostCapabilities.HugePageSizesOf(context.Host) is { IsEmpty: false } known && !known.Contains(size) ? $"The host has huge pages of {string.Join(", ", known.Select(SizeLimit.Least))}." : size < 1024 || size % 1024 != 0 ? "The size of a page, in bytes." : null,
            }),
            ("source", OneOf.MistakeUnlessEmpty(Source, Sources) ?? (huge && (Source ?? context.Stands.MemorySource) is "file" ? "Huge pages are no files: memfd, or empty." : null)),
        ];
    }

    /// <summary>What nobody may promise: others can take the pages until the start.</summary>
    internal override IEnumerable<(string Field, string? Text)> Doubts(PartContext context)
    {
        var after = context.Copy();
        Apply(after);
        yield return ("hugePages", HugePages is null && PageSize is null ? null : PageSizeOf(after) is { } size ? TooFewPages(context, size) : null);
        yield return ("locked", Locked is true && context.HardLimit is null ? "Without a hard limit (memoryLimits.hard), a guest can keep as much of the host's memory as it likes from being swapped out." : null);
        yield return ("shared", Shared is true && !after.HugePages && after.MemorySource is null ? "libvirt takes files of the host for memory that is shared: with the source memfd it stays in memory." : null);
    }

    /// <param name="context">What it is judged by.</param>
    /// <param name="size">The size of a page; 0 for the usual one.</param>
    internal static string? TooFewPages(PartContext context, long size)
    {
        var page = size > 0 ? size : HostCapabilities.HugePageSizesOf(context.Host).FirstOrDefault();
        if (page == 0 || context.Offer.FreePages.FirstOrDefault(pages => pages.SizeBytes == page) is not { } free)
            return null;
        var needed = (context.MemoryBytes + page - 1) / page;
        return free.Count >= needed ? null : $"It needs {needed} pages of {SizeLimit.Least(page)}, and {free.Count} are free on the host: it does not start before there are more.";
    }
}
