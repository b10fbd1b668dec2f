using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>
/// The actions that a user may run on an object. Compared by reference: the registry returns the same object for the
/// same set.
/// </summary>
/// <param name="now">The actions that make sense in the object's current state.</param>
/// <param name="later">The actions that make sense in other states.</param>
public sealed class OfferedActions(ImmutableArray<ObjectAction> now, ImmutableArray<ObjectAction> later)
{
    public static readonly OfferedActions None = new([], []);

    /// <summary>The actions that make sense in the object's current state.</summary>
    public ImmutableArray<ObjectAction> Now => now;

    public ObjectAction? Find(string word) => now.FirstOrDefault(action => action.Word == word);

    /// <summary>
    /// The actions that are buttons. Each has a fixed position, even if it makes no sense now, so that a second click
    /// hits the same button whatever happened to the object in between.
    /// </summary>
    public IReadOnlyList<(ObjectAction Action, bool Offered)> Places(ISubject subject) =>
    [
        .. now.Select(action => (Action: action, Offered: true)).Concat(later.Select(action => (Action: action, Offered: false)))
            .Where(button => button.Action.PlaceFor(subject) is not null)
            .GroupBy(button => button.Action.PlaceFor(subject)).OrderBy(place => place.Key).Select(place => place.First()),
    ];
}
