namespace WebConsole.Features.Storage.Commands;

/// <summary>How a pool is deleted, as the API takes it.</summary>
/// <param name="Contents">Whether its volumes and its directory go too; by itself no.</param>
public sealed record PoolDeletion(bool? Contents = null);
