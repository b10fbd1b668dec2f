using System.Runtime.CompilerServices;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

/// <summary>What the next start of a running machine will change, in words. Its texts hold untrusted names.</summary>
internal static class PendingWords
{
    /// <summary>Worked out once a machine's record and once for those who may not read all of it: lists ask for each row.</summary>
    private static readonly ConditionalWeakTable<Machine, IReadOnlyList<ChangeInWords>> Whole = new(), Masked = new();

    /// <inheritdoc cref="PendingDefinition.Of(Machine, bool)"/>
    public static IReadOnlyList<ChangeInWords> Of(Machine machine, bool operates) =>
        machine.InactiveXml is null ? [] : (operates ? Whole : Masked).GetValue(machine, known => Read(known, operates));

    private static IReadOnlyList<ChangeInWords> Read(Machine machine, bool operates) =>
        PendingDefinition.Of(machine, operates) is { Count: > 0 } changes && PendingDefinition.Both(machine, operates) is var (now, next) ? ChangeInWords.Of(changes, now, next) : [];
}
