using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Metrics.Commands;

/// <summary>Has a running guest's balloon driver tell how its memory is used; the definition stays as it is.</summary>
public sealed record SwitchOnMemoryStatistics : Operation
{
    public override string Action => "memory-statistics";
    public override string Verb => "switch on memory statistics of";
    public override string Doing => "asked for memory statistics";
    public override ObjectId Subject => Machine;
    public override Right Needs => Right.Operate;
    public override ImmutableArray<ObjectId> Claims => [];
    public override ImmutableArray<ObjectId> Silent => [Subject];

    public override string VirshLine =>
        VirshCommand.ForMachine(Uri, string.Create(CultureInfo.InvariantCulture, $"dommemstat --live --period {PeriodSeconds}"), Machine, Target);

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of the machine's host.</summary>
    public required string Uri { get; init; }

    public required int PeriodSeconds { get; init; }

    // In the sampler's lane: a guest that does not answer holds up what is also waiting for it, and no command.
    public override Task ExecuteAsync(OperationContext context) =>
        context.RunAsync(Machine, Lane.Metrics, domain => domain.SetMemoryStatsPeriod(PeriodSeconds, DomainModificationImpact.Live), doing: Action);
}
