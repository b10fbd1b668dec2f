using WebConsole.Components.Shared.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>An action that asks for more than its object: people by a form, programs by the body of the request.</summary>
/// <typeparam name="T">What it is done to.</typeparam>
/// <typeparam name="TArguments">What it takes besides; the operation judges it.</typeparam>
/// <param name="Word">The stable word of the API, the audit log and test ids.</param>
public sealed record FormAction<T, TArguments>(string Word) : ObjectAction<T>(Word)
    where T : ISubjectType
    where TArguments : class
{
    public required Func<T, HostStatus, TArguments, Operation> Make { get; init; }

    /// <summary>A drawer that is an <see cref="ActionForm{T, TArguments}"/>.</summary>
    public Type? Drawn { get; init; }

    /// <inheritdoc cref="ObjectAction.PageFor"/>
    public Func<T, string>? Page { get; init; }

    public override Type Arguments => typeof(TArguments);

    public override Type? Form => Drawn;

    public override string? PageFor(ISubject subject) => Page?.Invoke((T)subject);

    public override Operation Create(ISubject subject, HostStatus? host, object? arguments = null) => Make((T)subject, host!, (TArguments)arguments!);
}
