namespace WebConsole.History;

/// <summary>Which deleted object to define anew, in the form of the API.</summary>
/// <param name="Kind"><c>machine</c>, <c>network</c> or <c>pool</c>.</param>
/// <param name="Uuid">Which.</param>
/// <param name="Id">The version, as the history numbers it.</param>
/// <param name="Name">Its name, for the task; that of the version counts.</param>
/// <param name="HostAccess">Takes settings of a machine that reach the host, such as host devices and paths, if the version has some.</param>
/// <param name="AgainstSchema">Defines it although libvirt's schema does not know something in it, if libvirt takes it.</param>
public sealed record DeletedDefinition(string? Kind = null, Guid? Uuid = null, long? Id = null, string? Name = null, bool? HostAccess = null, bool? AgainstSchema = null);
