using System.Security.Claims;

namespace WebConsole.Operations;

/// <summary>The one way to do something: authorise, audit, run as a task, report.</summary>
public sealed class OperationRunner
{
    /// <summary>Begins <paramref name="operation"/> for <paramref name="user"/> and returns once it is recorded as a task, or refused.</summary>
    public Task<OperationResult> StartAsync(Operation operation, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        Task.FromResult(new OperationResult(null, "not built yet"));
}
