using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// One thing that someone wants done. There is one class per action, in its feature's <c>Commands</c> folder,
/// and <see cref="OperationRunner"/> is the only one that executes them.
/// </summary>
public abstract record Operation
{
    /// <summary>The stable word of the audit log and the API: <c>start</c>, <c>force-off</c>.</summary>
    public abstract string Action { get; }

    /// <summary>The machine it is done to, where it is done to one.</summary>
    public MachineId? Machine { get; init; }

    /// <summary>The host it is done on.</summary>
    public abstract string Host { get; }

    /// <summary>What it is done to, in words for people: the machine's name.</summary>
    public required string Target { get; init; }

    /// <summary>The least role that may do it.</summary>
    public abstract Role Required { get; }

    /// <summary>The same by <c>virsh</c>, ready to paste into a shell.</summary>
    public abstract string VirshLine { get; }

    /// <summary>Does it, on a thread that may wait. Authorised and audited before it is called.</summary>
    public abstract Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken);
}
