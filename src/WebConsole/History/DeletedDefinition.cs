namespace WebConsole.History;

/// <summary>Which deleted object to define anew, in the form of the API.</summary>
/// <param name="Kind"><c>machine</c>, <c>network</c> or <c>pool</c>.</param>
/// <param name="Uuid">Which.</param>
/// <param name="Id">The version, as the history numbers it.</param>
/// <param name="Name">Its name, for the task; that of the version counts.</param>
public sealed record DeletedDefinition(string? Kind = null, Guid? Uuid = null, long? Id = null, string? Name = null);
