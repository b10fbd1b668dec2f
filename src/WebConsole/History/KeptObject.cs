using WebConsole.Hypervisor;

namespace WebConsole.History;

/// <summary>A machine, network or pool that the history knows.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its newest name; untrusted text.</param>
/// <param name="DeletedAt">When its deletion was noticed; <c>null</c> while it is defined.</param>
/// <param name="Versions">How many versions are kept.</param>
/// <param name="Dropped">How many older ones were dropped, to stay within the limits.</param>
public sealed record KeptObject(ObjectId Id, string Name, DateTimeOffset? DeletedAt, int Versions, int Dropped);
