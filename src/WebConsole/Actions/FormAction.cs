using WebConsole.Components.Shared.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>An action with arguments: users enter them in a form, programs send them in the request body.</summary>
/// <typeparam name="T">The type of its objects.</typeparam>
/// <typeparam name="TArguments">The type of its arguments, which the operation validates.</typeparam>
/// <param name="Word">The stable name in the API, the audit log and test IDs.</param>
public sealed record FormAction<T, TArguments>(string Word) : ObjectAction<T>(Word)
    where T : ISubjectType
    where TArguments : class
{
    public required Func<T, HostStatus, TArguments, Operation> Make { get; init; }

    /// <summary>The type of its drawer, an <see cref="ActionForm{T, TArguments}"/>.</summary>
    public Type? Drawn { get; init; }

    /// <inheritdoc cref="ObjectAction.PageFor"/>
    public Func<T, string>? Page { get; init; }

    public override Type Arguments => typeof(TArguments);

    public override Type? Form => Drawn;

    public override string? PageFor(ISubject subject) => Page?.Invoke((T)subject);

    public override Operation Create(ISubject subject, HostStatus? host, object? arguments = null) => Make((T)subject, host!, (TArguments)arguments!);
}
