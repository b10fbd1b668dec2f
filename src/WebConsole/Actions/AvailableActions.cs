using WebConsole.Access;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>
/// The actions that the current user may run. This only decides what to show: the operation checks the right again.
/// </summary>
public sealed class AvailableActions(ActionRegistry registry, IAccess access, CurrentUser user)
{
    public OfferedActions For(ISubject subject)
    {
        var (principal, id) = (user.Principal, subject.Id);
        // Cached per right, because a table has many rows.
        var (operates, configures) = (access.May(principal, Right.Operate, id), access.May(principal, Right.Configure, id));
        return registry.Offer(subject, right => right switch { Right.Operate => operates, Right.Configure => configures, _ => true });
    }

    public bool May(Right right, ObjectId target) => access.May(user.Principal, right, target);

    /// <summary>The actions for many objects, each with those of <paramref name="subjects"/> that it applies to.</summary>
    public IEnumerable<(ObjectAction Action, IReadOnlyList<ISubject> Subjects)> ForMany(ObjectKind kind, IReadOnlyList<ISubject> subjects) =>
        from action in registry.Of(kind)
        where action.ForMany && subjects.Any(subject => May(action.Needs, subject.Id))
        select (action, (IReadOnlyList<ISubject>)[.. subjects.Where(subject => action.AppliesTo(subject) && May(action.Needs, subject.Id))]);
}
