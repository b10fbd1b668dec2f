namespace WebConsole.Features.Storage.Commands;

/// <summary>How to delete a pool, in the form of the API.</summary>
/// <param name="Contents">Whether to delete its volumes and its directory too; default false.</param>
public sealed record PoolDeletion(bool? Contents = null);
