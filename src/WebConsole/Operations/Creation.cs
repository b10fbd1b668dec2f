using Libvirt;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>
/// Whether a call made something, for its undo: that may take back only what is ours. A call that libvirt or WebConsole refused made
/// nothing, and the name may be someone else's; of one that did not come back nobody knows.
/// </summary>
internal sealed class Creation
{
    // Set on the thread of the call.
    private volatile Outcome _outcome;

    private enum Outcome
    {
        Unknown,
        Refused,
        Made,
    }

    /// <summary>Makes the call that creates.</summary>
    public void Make(Action call)
    {
        try
        {
            call();
            _outcome = Outcome.Made;
        }
        catch (Exception error) when (error is OperationFailedException || (error is LibvirtException libvirt && !OperationErrors.IsBroken(libvirt)))
        {
            _outcome = Outcome.Refused;
            throw;
        }
    }

    /// <summary>Takes it back where it was made.</summary>
    /// <exception cref="HypervisorException">Nobody knows: it is left as it is, and named as perhaps left.</exception>
    public Task UndoAsync(Func<Task> undo) => _outcome switch
    {
        Outcome.Made => undo(),
        Outcome.Refused => Task.CompletedTask,
        _ => throw new HypervisorException("libvirt did not say whether it was made, so nothing is deleted."),
    };
}
