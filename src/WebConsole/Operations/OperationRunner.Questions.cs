using System.Collections.Immutable;
using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>What may be asked about operations before they start and while they run.</summary>
public sealed partial class OperationRunner
{
    /// <summary>
    /// Refuses it now if <see cref="StartAsync"/> would, apart from what other tasks claim: for what is prepared before it starts.
    /// </summary>
    /// <returns>The refusal, which is audited, or <c>null</c>.</returns>
    public OperationResult? Refuse(Operation operation, ClaimsPrincipal user)
    {
        var refused = Authorise(operation, user) ?? WhyUnfit(operation);
        if (refused is not null)
            audit.Refused(operation, user, refused.Refusal!);
        return refused;
    }

    /// <summary>Refuses it if <paramref name="user"/> may not do it, whatever else is wrong with it: of that they learn nothing.</summary>
    /// <returns>The refusal, which is audited, or <c>null</c>.</returns>
    public OperationResult? Forbid(Operation operation, ClaimsPrincipal user)
    {
        var forbidden = Authorise(operation, user);
        if (forbidden is not null)
            audit.Refused(operation, user, forbidden.Refusal!);
        return forbidden;
    }

    /// <summary>What <see cref="StartAsync"/> would do or refuse, apart from what other tasks claim. Nothing is done.</summary>
    public async Task<(OperationResult? Refused, OperationPreview? Preview)> PreviewAsync(Operation operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (Forbid(operation, user) is { } forbidden)
            return (forbidden, null);
        await operation.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return WhyUnfit(operation) is { } unfit ? (unfit, null) : (null, operation.Preview(inventory.Current));
    }

    /// <summary>Whether the task waits or runs.</summary>
    public bool IsActive(long id) => _running.ContainsKey(id);

    /// <summary>Completes when the task has ended: it is undone if it failed, what it changed has been read, and its claims are free.</summary>
    public Task EndedAsync(long id) => _running.TryGetValue(id, out var running) ? running.Ended : Task.CompletedTask;

    /// <summary>Completes when the cancelled tasks that claim <paramref name="claimed"/> have ended.</summary>
    public Task CancelledAsync(ObjectId claimed) =>
        Task.WhenAll(_running.Values.Where(running => running.IsCancelled && running.Operation.Claims.Contains(claimed)).Select(running => running.Ended));

    /// <summary>The volumes of a host that a task has to itself, as long as it waits or runs: nothing else can use them.</summary>
    public ImmutableArray<VolumeInWork> VolumesInWork(string host) =>
        [.. _inFlight.VolumesOf(host).Select(claimed => new VolumeInWork(claimed.Volume, claimed.Operation.Doing, PercentOf(claimed.Operation)))];

    private int? PercentOf(Operation operation) =>
        _running.Values.FirstOrDefault(running => ReferenceEquals(running.Operation, operation))?.Journal.Current.Progress is { } part ? (int)(part * 100) : null;

    /// <summary>Why <see cref="StartAsync"/> would refuse it now; <c>null</c> where it would not, as far as can be told without starting.</summary>
    public string? WhyRefused(Operation operation, ClaimsPrincipal user) => (Authorise(operation, user) ?? WhyUnfit(operation))?.Refusal;

    /// <inheritdoc cref="Operation.Mistakes"/>
    public IReadOnlyDictionary<string, string[]> MistakesOf(Operation operation) => operation.Mistakes(inventory.Current);

    /// <inheritdoc cref="Operation.WhyConflicts"/>
    public string? WhyConflicts(Operation operation) => operation.WhyConflicts(inventory.Current);

    /// <inheritdoc cref="Operation.WhatSuffers"/>
    public string? WhatSuffers(Operation operation) => operation.WhatSuffers(inventory.Current);

    /// <inheritdoc cref="Operation.AsksForName"/>
    public bool AsksForName(Operation operation) => operation.AsksForName(inventory.Current);

    /// <inheritdoc cref="Operation.WhoUses"/>
    public IReadOnlyList<Machine> WhoUses(Operation operation) => operation.WhoUses(inventory.Current);

    /// <summary>
    /// Whether to offer <see cref="Cancel"/>: the task is active, and <paramref name="user"/> may cancel it.
    /// </summary>
    public bool MayCancel(long id, ClaimsPrincipal user) => _running.TryGetValue(id, out var running) && Authorise(running.Operation, user) is null;

    /// <summary>Whether all operations have ended and are saved.</summary>
    internal bool IsIdle => _running.IsEmpty;

    private OperationResult? Authorise(Operation operation, ClaimsPrincipal user)
    {
        if (!access.May(user, operation.Needs, operation.Subject))
            return OperationResult.Refused(RefusalReason.NotAllowed, $"You may not {operation.Verb} {operation.Target}: that needs the role {RoleFor(operation.Needs, operation.Subject)}.");
        // Only looked at for who may do the rest: it may take a while to find out.
        foreach (var (right, on) in operation.AlsoNeeds)
        {
            if (!access.May(user, right, on))
                return OperationResult.Refused(RefusalReason.NotAllowed, $"You may not {operation.Verb} {operation.Target} like this: it reaches the {on.Kind.ToToken()} {on.Key}, which needs the role {RoleFor(right, on)} there.");
        }
        return null;
    }

    private static string RoleFor(Right right, ObjectId on) => right.LeastRole(on.Kind).ToString().ToLowerInvariant();

    private OperationResult? WhyUnfit(Operation operation)
    {
        if (operation.WhyNot(inventory.Current) is { } nonsense)
            return OperationResult.Refused(RefusalReason.NotFound, nonsense);
        if (operation.Mistakes(inventory.Current) is { Count: > 0 } mistakes)
            return OperationResult.Mistaken(mistakes);
        return operation.WhyConflicts(inventory.Current) is { } conflict ? OperationResult.Refused(RefusalReason.Conflict, conflict) : null;
    }
}
