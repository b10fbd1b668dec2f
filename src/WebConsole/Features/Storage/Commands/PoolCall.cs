using WebConsole.Operations;

namespace WebConsole.Features.Storage.Commands;

/// <summary>One call of libvirt on one pool.</summary>
public abstract record PoolCall : PoolCommand
{
    public sealed override string VirshLine => VirshCommand.For(Uri, VirshArguments, Uuid, Target);

    /// <summary>virsh's command and options, without the pool.</summary>
    protected abstract string VirshArguments { get; }

    public sealed override Task ExecuteAsync(OperationContext context) => context.RunAsync(Pool, Lane, connection =>
    {
        using var pool = connection.LookupStoragePool(Uuid);
        Call(pool);
        return true;
    }, Action, IsLong);

    /// <summary>Whether it may take minutes, in which libvirt does something all the same.</summary>
    protected virtual bool IsLong => false;

    /// <summary>The libvirt call, on a thread that may block.</summary>
    protected abstract void Call(Libvirt.StoragePool pool);
}
