using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>What someone may do to an object. Compared by reference: the registry gives the same for the same set.</summary>
/// <param name="now">What makes sense as the object stands.</param>
/// <param name="later">What makes sense in other states.</param>
public sealed class OfferedActions(ImmutableArray<ObjectAction> now, ImmutableArray<ObjectAction> later)
{
    public static readonly OfferedActions None = new([], []);

    /// <summary>What makes sense as the object stands.</summary>
    public ImmutableArray<ObjectAction> Now => now;

    public ObjectAction? Find(string word) => now.FirstOrDefault(action => action.Word == word);

    /// <summary>
    /// What stands as buttons: a place for each purpose, also where it makes no sense now. What a second click hits is what
    /// the first one hit, whatever became of the object in between.
    /// </summary>
    public IReadOnlyList<(ObjectAction Action, bool Offered)> Places(ISubject subject) =>
    [
        .. now.Select(action => (Action: action, Offered: true)).Concat(later.Select(action => (Action: action, Offered: false)))
            .Where(button => button.Action.PlaceFor(subject) is not null)
            .GroupBy(button => button.Action.PlaceFor(subject)).OrderBy(place => place.Key).Select(place => place.First()),
    ];
}
