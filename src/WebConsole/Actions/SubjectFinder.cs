using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;

namespace WebConsole.Actions;

/// <summary>Finds an object by its identity in any store, if the current user may see it.</summary>
public sealed class SubjectFinder(VisibleInventory inventory, SessionRegistry sessions, IAccess access, CurrentUser user)
{
    public ISubject? Find(ObjectId id) => id.Kind is ObjectKind.Session
        ? sessions.Current.FirstOrDefault(session => ((ISubject)session).Id == id && access.May(user.Principal, Right.See, id))
        : inventory.Current.Find(id);

    public Session? FindSession(Guid id) => sessions.Current.FirstOrDefault(session => session.Id == id && access.May(user.Principal, Right.See, ((ISubject)session).Id));

    /// <summary>The object's host; <c>null</c> for objects without a host, or if the host is not known.</summary>
    public HostStatus? HostOf(ObjectId id) => inventory.Current.Host(id.Host);
}
