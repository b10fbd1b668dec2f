namespace WebConsole.Storage.Kinds;

/// <summary>Where to look for what a pool could be made of, in the form of the API.</summary>
/// <param name="Type">The type of the pool.</param>
/// <param name="SourceHost">The server, for types with one.</param>
/// <param name="Initiator">The name by which the host asks an iSCSI server, for types that need one.</param>
public sealed record SourceQuestion(string? Type = null, string? SourceHost = null, string? Initiator = null);
