using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>How much of the host's memory a machine may use, QEMU included, in bytes; at once where it runs. 0 is no limit.</summary>
/// <param name="Hard">The most of it: QEMU is ended where it needs more.</param>
/// <param name="Soft">What it is pushed back to when the host's memory is short.</param>
/// <param name="SwapHard">The most of memory and swap space together.</param>
public sealed record MemoryLimitsChanges(long? Hard = null, long? Soft = null, long? SwapHard = null) : PartChanges
{
    /// <summary>What QEMU may need beside the guest's memory.</summary>
    internal const long Margin = LiveTuning.MemoryMargin;

    internal override string Part => "memoryLimits";

    internal override bool IsForStart => false;

    internal override void Apply(DomainXml domain)
    {
        if (Hard is { } hard)
            domain.MemoryHardLimitBytes = Limit(hard);
        if (Soft is { } soft)
            domain.MemorySoftLimitBytes = Limit(soft);
        if (SwapHard is { } swap)
            domain.SwapHardLimitBytes = Limit(swap);
    }

    internal override IEnumerable<(string Before, string After)> Lines(DomainXml? running, DomainXml stands)
    {
        var options = new (string Name, long? Bytes)[] { ("hard-limit", Hard), ("soft-limit", Soft), ("swap-hard-limit", SwapHard) }.Where(option => option.Bytes is not null)
            .Select(option => option.Bytes == 0 ? $"--{option.Name} -1" : string.Create(CultureInfo.InvariantCulture, $"--{option.Name} {(option.Bytes + 1023) >> 10}K")).ToArray();
        if (options.Length > 0)
            yield return ("memtune", $" {string.Join(' ', options)} {(running is null ? "--config" : "--live --config")}");
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context)
    {
        if (!context.IsWhole)
            return [("hard", "Only for machines that QEMU runs.")];
        var hard = Hard is null ? context.Stands.MemoryHardLimitBytes : Limit(Hard.Value);
        var (soft, swap) = (Soft is null ? context.Stands.MemorySoftLimitBytes : Limit(Soft.Value), SwapHard is null ? context.Stands.SwapHardLimitBytes : Limit(SwapHard.Value));
        return
        [
            ("hard", Hard < 0 ? "A size, or 0 for no limit." : Hard > 0 && hard < context.MemoryBytes ? $"At least {SizeLimit.Least(context.MemoryBytes)}, its memory: QEMU needs more than that, and the host ends it where it may not have it." : null),
            ("soft", Soft < 0 ? "A size, or 0 for no limit." : Soft is not null && soft > hard ? $"At most {SizeLimit.Most(hard.Value)}, the hard limit." : Soft is null && Hard is not null && soft > hard ? $"Its soft limit, {SizeLimit.Most(soft.Value)}, is above the hard one." : null),
            ("swapHard", SwapHard < 0 ? "A size, or 0 for no limit." : (SwapHard is not null || Hard is not null) && swap is not null && swap < (hard ?? long.MaxValue)
                ? hard is null ? "Only with a hard limit: it is memory and swap space together." : $"At least {SizeLimit.Least(hard.Value)}, the hard limit: it is memory and swap space together." : null),
        ];
    }

    internal override IEnumerable<(string Field, string? Text)> Doubts(PartContext context) =>
        [("hard", Hard > 0 && Hard < context.MemoryBytes + Margin ? $"QEMU needs memory beside the guest's: {SizeLimit.Least(context.MemoryBytes + Margin)} or more is safe, less may end it." : null)];

    private static long? Limit(long bytes) => bytes > 0 ? bytes : null;
}
