using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Metrics.Commands;

/// <summary>Makes the balloon driver of a running guest report memory statistics; the definition does not change.</summary>
public sealed record SwitchOnMemoryStatistics : Operation
{
    public override string Action => "memory-statistics";
    public override string Verb => "switch on memory statistics of";
    public override string Doing => "asked for memory statistics";
    public override ObjectId Subject => Machine;
    public override Right Needs => Right.Operate;

    /// <summary>A guest that does not answer delays only the sampler, which waits for that guest anyway, and no command.</summary>
    public override Lane Lane => Lane.Metrics;

    /// <summary>As where the machine has ended meanwhile, or the host is busy.</summary>
    public override bool IsTriedAgain => true;

    public override ImmutableArray<ObjectId> Claims => [];
    public override string VirshLine =>
        VirshCommand.ForMachine(Uri, string.Create(CultureInfo.InvariantCulture, $"dommemstat --live --period {PeriodSeconds}"), Machine, Target);

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of the machine's host.</summary>
    public required string Uri { get; init; }

    public required int PeriodSeconds { get; init; }

    public override Task ExecuteAsync(OperationContext context) =>
        context.RunAsync(Machine, Lane, domain => domain.SetMemoryStatsPeriod(PeriodSeconds, DomainModificationImpact.Live), doing: Action);
}
