using System.Collections.Concurrent;
using System.Collections.Immutable;
using WebConsole.Access;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>All actions, in the order of menus.</summary>
public sealed class ActionRegistry
{
    /// <summary>The sets of <see cref="Offer"/> are the bits of one number.</summary>
    private const int MostOfAKind = 64;

    private readonly ConcurrentDictionary<(ObjectKind Kind, ulong Now, ulong Later), OfferedActions> _offers = new();
    private readonly ILookup<ObjectKind, ObjectAction> _byKind;

    public ActionRegistry(IEnumerable<ObjectAction> actions)
    {
        All = [.. actions];
        _byKind = All.ToLookup(action => action.Kind);
        if (_byKind.FirstOrDefault(kind => kind.Count() > MostOfAKind) is { } kind)
            throw new ArgumentException($"A {kind.Key.ToToken()} has {kind.Count()} actions; at most {MostOfAKind} can be offered.", nameof(actions));
    }

    public ImmutableArray<ObjectAction> All { get; }

    public IEnumerable<ObjectAction> Of(ObjectKind kind) => _byKind[kind];

    public ObjectAction? Find(ObjectKind kind, string word) => _byKind[kind].FirstOrDefault(action => action.Word == word);

    /// <summary>
    /// The actions on <paramref name="subject"/> for a user with the rights of <paramref name="may"/>. It returns the
    /// same object for the same set, so that components can detect changes by reference.
    /// </summary>
    public OfferedActions Offer(ISubject subject, Func<Right, bool> may)
    {
        var kind = subject.Id.Kind;
        var (now, later, bit) = (0UL, 0UL, 1UL);
        foreach (var action in _byKind[kind])
        {
            if (may(action.Needs))
            {
                if (action.AppliesTo(subject))
                    now |= bit;
                else
                    later |= bit;
            }
            bit <<= 1;
        }
        return _offers.GetOrAdd((kind, now, later), key => new OfferedActions(Chosen(key.Kind, key.Now), Chosen(key.Kind, key.Later)));
    }

    private ImmutableArray<ObjectAction> Chosen(ObjectKind kind, ulong bits) => [.. _byKind[kind].Where((_, index) => (bits >> index & 1) == 1)];
}
