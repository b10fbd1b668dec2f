namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>A change of a host's network that goes back by itself, unless somebody says in time that the host can still be reached.</summary>
/// <param name="Host">The host's configured name.</param>
/// <param name="TaskId">The task that has made it.</param>
/// <param name="User">Who has made it.</param>
/// <param name="What">What was changed, for people: <c>br0 over eth0</c>.</param>
/// <param name="Until">Until when it can be kept.</param>
/// <param name="Session">The session of the browser that asked for it, and which has to come back; <c>null</c> where a program asked.</param>
public sealed record NetworkChange(string Host, long TaskId, string User, string What, DateTimeOffset Until, Guid? Session);

/// <summary>A change of a host's network that has gone back.</summary>
/// <param name="Change">What was changed.</param>
/// <param name="Why">Why it was not kept; a localizer's key, or words of NetworkManager.</param>
/// <param name="At">When it went back.</param>
public sealed record UndoneNetworkChange(NetworkChange Change, string Why, DateTimeOffset At);
