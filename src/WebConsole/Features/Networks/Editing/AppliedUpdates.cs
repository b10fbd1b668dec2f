using System.Xml.Linq;
using Libvirt;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Editing;

/// <summary>The parts that an edit has changed in a running network, so that they can be taken back.</summary>
internal sealed class AppliedUpdates
{
    private readonly Stack<NetworkUpdate> _begun = new();

    /// <summary>One that failed: libvirt may have done it all the same.</summary>
    private NetworkUpdate? _unsure;

    /// <param name="updates">What is changed.</param>
    /// <param name="apply">Changes one part.</param>
    public void Apply(IReadOnlyList<NetworkUpdate> updates, Action<NetworkUpdate> apply)
    {
        foreach (var update in updates)
        {
            _begun.Push(_unsure = update);
            apply(update);
            _unsure = null;
        }
    }

    /// <summary>
    /// Takes back what is in force, the last one first; the rest also where one can't be. Called again, it goes on where the connection broke.
    /// </summary>
    /// <param name="live">The definition in force; <c>null</c> where the network does not run.</param>
    /// <param name="apply">Changes one part.</param>
    /// <returns>What stays in force, each with the reason.</returns>
    public IReadOnlyList<string> TakeBack(Func<XElement?> live, Action<NetworkUpdate> apply)
    {
        var left = new List<string>();
        while (_begun.TryPeek(out var update) && live() is { } runs)
        {
            try
            {
                if (!ReferenceEquals(update, _unsure) || NetworkUpdates.IsDone(update, runs))
                    apply(update.Inverse);
            }
            catch (LibvirtException error)
            {
                if (OperationErrors.IsBroken(error))
                {
                    _unsure = update;
                    throw;
                }
                left.Add($"{update.Words} ({error.Message})");
            }
            _begun.Pop();
        }
        return left;
    }
}
