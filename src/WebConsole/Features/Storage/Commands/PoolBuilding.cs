namespace WebConsole.Features.Storage.Commands;

/// <summary>How to build a pool, in the form of the API.</summary>
/// <param name="Erase">The pool's devices again, if their data may be lost: they are formatted.</param>
public sealed record PoolBuilding(IReadOnlyList<string>? Erase = null);
