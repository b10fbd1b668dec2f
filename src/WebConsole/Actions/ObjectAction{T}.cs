using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <inheritdoc cref="ObjectAction"/>
/// <typeparam name="T">The type of its objects.</typeparam>
/// <param name="Word">The stable name in the API, the audit log and test IDs.</param>
public abstract record ObjectAction<T>(string Word) : ObjectAction(Word)
    where T : ISubjectType
{
    /// <inheritdoc cref="ObjectAction.AppliesTo"/>
    public Func<T, bool> Applies { get; init; } = static _ => true;

    /// <inheritdoc cref="ObjectAction.AcceptsFor"/>
    public Func<T, bool>? Accepts { get; init; }

    /// <inheritdoc cref="ObjectAction.WhyNever"/>
    public Func<T, string?> Never { get; init; } = static _ => null;

    /// <inheritdoc cref="ObjectAction.PlaceFor"/>
    public Func<T, int?> Place { get; init; } = static _ => null;

    /// <inheritdoc cref="ObjectAction.AtRisk"/>
    public Func<T, IReadOnlyList<string>> Endangers { get; init; } = static _ => [];

    public sealed override ObjectKind Kind => T.Kind;

    public sealed override bool AppliesTo(ISubject subject) => subject is T known && Applies(known);

    public sealed override bool AcceptsFor(ISubject subject) => subject is T known && (Accepts ?? Applies)(known);

    public sealed override string? WhyNever(ISubject subject) => Never((T)subject);

    public sealed override int? PlaceFor(ISubject subject) => Place((T)subject);

    public sealed override IReadOnlyList<string> AtRisk(ISubject subject) => Endangers((T)subject);
}
