using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Ends the machine at once, like pulling its plug.</summary>
public sealed record ForceOffMachine : MachineCommand
{
    public override string Action => "force-off";
    public override string Doing => "forced off";
    protected override string VirshArguments => "destroy";

    /// <summary>It is the way out where something else hangs, so it waits for nothing but itself.</summary>
    public override bool ConflictsWith(Operation other) => other is ForceOffMachine && base.ConflictsWith(other);

    /// <summary>By the host's connection, since the gateway refuses a second call to a machine that holds one up.</summary>
    public override Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken) =>
        gateway.RunAsync(Host, Lane, Find, cancellationToken);

    protected override void Call(Domain domain) => domain.ForceOff();

    private bool Find(LibvirtConnection connection)
    {
        using var domain = connection.LookupDomain(Id.Uuid);
        Call(domain);
        return true;
    }
}
