using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>An action without arguments.</summary>
/// <typeparam name="T">The type of its objects.</typeparam>
/// <param name="Word">The stable name in the API, the audit log and test IDs.</param>
public sealed record PlainAction<T>(string Word) : ObjectAction<T>(Word)
    where T : ISubjectType
{
    public required Func<T, HostStatus, Operation> Make { get; init; }

    public override Operation Create(ISubject subject, HostStatus? host, object? arguments = null) => Make((T)subject, host!);
}
