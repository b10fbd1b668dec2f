using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>An action that takes nothing but its object.</summary>
/// <typeparam name="T">What it is done to.</typeparam>
/// <param name="Word">The stable word of the API, the audit log and test ids.</param>
public sealed record PlainAction<T>(string Word) : ObjectAction<T>(Word)
    where T : ISubjectType
{
    public required Func<T, HostStatus, Operation> Make { get; init; }

    public override Operation Create(ISubject subject, HostStatus? host, object? arguments = null) => Make((T)subject, host!);
}
