using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Features.Machines.Parts;

namespace WebConsole.Features.Machines.Commands;

/// <summary>The changes of a machine, in the form of the API; missing fields are not changed.</summary>
/// <param name="Title">A short description in one line; empty for none.</param>
/// <param name="Description">A text of any number of lines; empty for none.</param>
/// <param name="Tags">Words to group machines by.</param>
/// <param name="Notes">Notes in Markdown, of any number of lines; empty for none.</param>
/// <param name="Icon">The name of a picture to know it by, one of a list; empty for none.</param>
/// <param name="Protected">Whether it is protected from being deleted.</param>
/// <param name="Vcpus">How many vCPUs are on.</param>
/// <param name="MaxVcpus">How many can be on; it changes at a start only.</param>
/// <param name="Memory">The memory that the guest may use, in bytes.</param>
/// <param name="MaxMemory">The most that it can be given, in bytes; it changes at a start only.</param>
/// <param name="Apply">
/// <c>next</c>: at the next start. <c>both</c>, the default: what the running machine can take at once, the rest at the next start.
/// <c>live</c>: at once and at the next start, or not at all.
/// </param>
/// <param name="Start">How it starts: boot order, firmware, machine type, kernel.</param>
/// <param name="Cpu">What its processors are: mode, model, features, topology.</param>
/// <param name="Placement">Which CPUs of the host it runs on, and how much of them it gets.</param>
/// <param name="MemoryBacking">What its memory is made of: huge pages, shared, locked.</param>
/// <param name="MemoryLimits">How much of the host's memory it may use, QEMU included.</param>
/// <param name="MemoryModules">The room for memory modules.</param>
/// <param name="Numa">Which NUMA nodes of the host its memory is from, and those that its guest sees.</param>
/// <param name="Autostart">Who starts it after a boot of its host, and when.</param>
/// <param name="Version">The expected version of the definition; the request is refused if it is another one.</param>
public sealed record MachineChanges(string? Title = null, string? Description = null, IReadOnlyList<string>? Tags = null, string? Notes = null, string? Icon = null, bool? Protected = null,
    int? Vcpus = null, int? MaxVcpus = null, long? Memory = null, long? MaxMemory = null, string? Apply = null,
    StartChanges? Start = null, CpuChanges? Cpu = null, PlacementChanges? Placement = null, AutostartChanges? Autostart = null,
    MemoryBackingChanges? MemoryBacking = null, MemoryLimitsChanges? MemoryLimits = null, MemoryModulesChanges? MemoryModules = null, NumaChanges? Numa = null, string? Version = null) : IVersioned
{
    /// <summary>Whether nothing is changed.</summary>
    internal bool IsNothing => this with { Apply = null, Version = null } == new MachineChanges();

    internal ImmutableArray<PartChanges> Parts => [.. new PartChanges?[] { Start, Cpu, Placement, Autostart, MemoryBacking, MemoryLimits, MemoryModules, Numa }.OfType<PartChanges>()];

    IVersioned IVersioned.Of(string version) => this with { Version = version };
}
