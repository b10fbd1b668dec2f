using Libvirt;

namespace WebConsole.Operations;

/// <summary>
/// Whether a call made something, for its undo: that may take back only what is ours. A call that libvirt or WebConsole refused made
/// nothing, and the name may be someone else's; of one that did not come back nobody knows.
/// </summary>
internal sealed class Creation
{
    private readonly Lock _begun = new();

    // Set on the thread of the call.
    private volatile Outcome _outcome;

    private enum Outcome
    {
        NotBegun,
        Unknown,
        Refused,
        Made,
        TakenBack,
    }

    /// <summary>Makes the call that creates.</summary>
    /// <exception cref="OperationCanceledException">It has been taken back before it began.</exception>
    public void Make(Action call)
    {
        lock (_begun)
            _outcome = _outcome is Outcome.TakenBack ? throw new OperationCanceledException() : Outcome.Unknown;
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
    /// <exception cref="OperationFailedException">Nobody knows: it is left as it is, and named as perhaps left.</exception>
    public Task UndoAsync(Func<Task> undo)
    {
        lock (_begun)
        {
            if (_outcome is Outcome.NotBegun)
                _outcome = Outcome.TakenBack;
        }
        return _outcome switch
        {
            Outcome.Made => undo(),
            Outcome.Refused or Outcome.TakenBack => Task.CompletedTask,
            _ => throw new OperationFailedException("libvirt did not say whether it was made, so nothing is deleted.", "Look whether it is there."),
        };
    }
}
