using WebConsole.Operations;

namespace WebConsole.Features.Networks.Commands;

/// <summary>One call of libvirt on one network.</summary>
public abstract record NetworkCall : NetworkCommand
{
    public sealed override string VirshLine => VirshCommand.For(Uri, VirshArguments, Uuid, Target);

    /// <summary>virsh's command and options, without the network.</summary>
    protected abstract string VirshArguments { get; }

    public sealed override Task ExecuteAsync(OperationContext context) => context.RunAsync(Network, Lane, connection =>
    {
        using var network = connection.LookupNetwork(Uuid);
        Call(network);
        return true;
    }, Action);

    /// <summary>The libvirt call, on a thread that may block.</summary>
    protected abstract void Call(Libvirt.Network network);
}
