namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>A change of the SSH keys by which one may sign in as a user of a guest, in the form of the API.</summary>
/// <param name="User">The user's name in the guest.</param>
/// <param name="Keys">Public keys of OpenSSH, one a line.</param>
/// <param name="Change"><c>add</c>, which is usual; <c>remove</c>; or <c>replace</c>: then the user has these and no others.</param>
public sealed record GuestKeys(string? User = null, IReadOnlyList<string>? Keys = null, string? Change = null);
