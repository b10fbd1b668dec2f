using WebConsole.Access;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>What the current user may do. A courtesy to the eye: the operation asks again.</summary>
public sealed class AvailableActions(ActionRegistry registry, IAccess access, CurrentUser user)
{
    public OfferedActions For(ISubject subject)
    {
        var (principal, id) = (user.Principal, subject.Id);
        // Three rights are few answers, and a table has many rows.
        var (operates, configures) = (access.May(principal, Right.Operate, id), access.May(principal, Right.Configure, id));
        return registry.Offer(subject, right => right switch { Right.Operate => operates, Right.Configure => configures, _ => true });
    }

    public bool May(Right right, ObjectId target) => access.May(user.Principal, right, target);

    /// <summary>The actions for many, each with those of <paramref name="subjects"/> that it makes sense for.</summary>
    public IEnumerable<(ObjectAction Action, IReadOnlyList<ISubject> Subjects)> ForMany(ObjectKind kind, IReadOnlyList<ISubject> subjects) =>
        from action in registry.Of(kind)
        where action.ForMany && subjects.Any(subject => May(action.Needs, subject.Id))
        select (action, (IReadOnlyList<ISubject>)[.. subjects.Where(subject => action.AppliesTo(subject) && May(action.Needs, subject.Id))]);
}
