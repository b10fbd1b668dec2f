using System.Globalization;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Features.Metrics.Commands;

/// <summary>Has a running guest's balloon driver tell how its memory is used; the definition stays as it is.</summary>
public sealed record SwitchOnMemoryStatistics : Operation
{
    public override string Action => "memory-statistics";
    public override string Verb => "switch on memory statistics of";
    public override string Doing => "asked for memory statistics";
    public override string Host => Id.Host;
    public override Role Required => Role.Operator;
    public override bool Blocks => false;
    public override bool IsSilent => true;

    public override string VirshLine =>
        VirshCommand.ForMachine(Uri, string.Create(CultureInfo.InvariantCulture, $"dommemstat --live --period {PeriodSeconds}"), Id, Target);

    /// <summary>libvirt's URI of the machine's host.</summary>
    public required string Uri { get; init; }

    public required int PeriodSeconds { get; init; }

    private MachineId Id => Machine ?? throw new InvalidOperationException($"{Action} needs a machine");

    // In the sampler's lane: a guest that does not answer holds up what is also waiting for it, and no command.
    public override Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken) => gateway.RunAsync(Id, Lane.Metrics, domain =>
    {
        domain.SetMemoryStatsPeriod(PeriodSeconds, DomainModificationImpact.Live);
        return true;
    }, cancellationToken, doing: Action);
}
