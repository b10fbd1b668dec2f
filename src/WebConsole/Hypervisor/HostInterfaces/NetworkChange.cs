namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>A change of a host's network that goes back by itself, unless somebody says in time that the host can still be reached.</summary>
/// <param name="Host">The host's configured name.</param>
/// <param name="TaskId">The task that has made it.</param>
/// <param name="User">Whose browser has to come back.</param>
/// <param name="What">What was changed, for people: <c>br0 over eth0</c>.</param>
/// <param name="Until">Until when it can be kept.</param>
public sealed record NetworkChange(string Host, long TaskId, string User, string What, DateTimeOffset Until);
