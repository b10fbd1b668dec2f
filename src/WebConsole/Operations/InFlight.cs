using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>The operations that wait or run: how many there may be, and which can't be at the same time.</summary>
internal sealed class InFlight(OperationsOptions options)
{
    private readonly Lock _admitting = new();
    private readonly List<Admitted> _admitted = [];

    /// <summary>Takes an operation in until <see cref="Leave"/>.</summary>
    /// <returns>Why not, or <c>null</c>.</returns>
    public OperationResult? Admit(Operation operation, string person, IEnumerable<ObjectClaim> claims)
    {
        var begins = new Admitted(operation, person, [.. claims]);
        lock (_admitting)
        {
            if (WhyNot(begins) is { } refused)
                return refused;
            _admitted.Add(begins);
            return null;
        }
    }

    /// <summary>Why <see cref="Admit"/> would not take an operation in now, or <c>null</c>.</summary>
    public OperationResult? WhyNot(Operation operation, string person, IEnumerable<ObjectClaim> claims)
    {
        lock (_admitting)
            return WhyNot(new Admitted(operation, person, [.. claims]));
    }

    /// <summary>Replaces what an operation claims that has been taken in.</summary>
    /// <returns>The operation that has one of these already; then nothing changes. Otherwise <c>null</c>.</returns>
    public Operation? Claim(Operation operation, IEnumerable<ObjectClaim> claims)
    {
        lock (_admitting)
        {
            var index = _admitted.FindIndex(admitted => ReferenceEquals(admitted.Operation, operation));
            var changed = _admitted[index] with { Claims = [.. claims] };
            if (_admitted.Find(other => !ReferenceEquals(other.Operation, operation) && changed.ConflictsWith(other)) is { } found)
                return found.Operation;
            _admitted[index] = changed;
            return null;
        }
    }

    /// <summary>Frees an operation's place and what it claims; later calls have no effect.</summary>
    public void Leave(Operation operation)
    {
        lock (_admitting)
            _admitted.RemoveAll(other => ReferenceEquals(other.Operation, operation));
    }

    /// <summary>The volumes of a host that an operation has to itself, each with that operation.</summary>
    public ImmutableArray<(ObjectId Volume, Operation Operation)> VolumesOf(string host)
    {
        lock (_admitting)
            return [.. _admitted.SelectMany(admitted => admitted.Claims.Where(claim => claim is { IsShared: false, Id: { Kind: ObjectKind.Volume } id } && id.Host == host).Select(claim => (claim.Id, admitted.Operation)))];
    }

    private OperationResult? WhyNot(Admitted begins)
    {
        if (Crowded(begins) is { } crowded)
            return crowded;
        var operation = begins.Operation;
        return _admitted.Find(begins.ConflictsWith)?.Operation is { } other
            ? OperationResult.Refused(RefusalReason.Conflict, $"{(operation.Subject == other.Subject ? operation.Target : other.Target)} is already being {other.Doing}.") : null;
    }

    /// <summary>
    /// A person who fills a host's places leaves some to the others, and everybody leaves those of the ways out.
    /// </summary>
    private OperationResult? Crowded(Admitted begins)
    {
        var (waiting, own) = (0, 0);
        foreach (var other in _admitted.Where(other => other.Operation.Host == begins.Operation.Host && other.IsWayOut == begins.IsWayOut))
        {
            waiting++;
            own += other.Person == begins.Person ? 1 : 0;
        }
        return waiting >= options.Accepted
                ? OperationResult.Refused(RefusalReason.Overloaded, $"{waiting} tasks are waiting already. Try again when some have ended.")
            : own >= options.AcceptedOfPerson && !begins.IsWayOut
                ? OperationResult.Refused(RefusalReason.TooMany, $"{own} of your tasks are waiting on {begins.Operation.Host} already. Try again when some have ended.")
            : null;
    }

    private sealed record Admitted(Operation Operation, string Person, ImmutableArray<ObjectClaim> Claims)
    {
        public bool IsWayOut => Operation.Lane is Lane.WayOut;

        /// <summary>Whether it can't start while <paramref name="other"/> waits or runs. A way out conflicts only with the same action.</summary>
        public bool ConflictsWith(Admitted other) =>
            (!IsWayOut || (other.IsWayOut && other.Operation.Action == Operation.Action))
            && Claims.Any(claim => other.Claims.Any(claim.ConflictsWith));
    }
}
