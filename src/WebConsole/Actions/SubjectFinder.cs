using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;

namespace WebConsole.Actions;

/// <summary>Finds what the current user may see by its identity, wherever it is kept.</summary>
public sealed class SubjectFinder(VisibleInventory inventory, SessionRegistry sessions, IAccess access, CurrentUser user)
{
    public ISubject? Find(ObjectId id) => id.Kind is ObjectKind.Session
        ? sessions.Current.FirstOrDefault(session => ((ISubject)session).Id == id && access.May(user.Principal, Right.See, id))
        : inventory.Current.Find(id);

    public Session? FindSession(Guid id) => sessions.Current.FirstOrDefault(session => session.Id == id && access.May(user.Principal, Right.See, ((ISubject)session).Id));

    /// <summary>Where it is; <c>null</c> for what is on no host, or on one that is not known.</summary>
    public HostStatus? HostOf(ObjectId id) => inventory.Current.Host(id.Host);
}
