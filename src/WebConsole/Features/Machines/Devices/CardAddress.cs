namespace WebConsole.Features.Machines.Devices;

/// <summary>An address of a machine's network card, and where it is known from.</summary>
/// <param name="Mac">The card's MAC address.</param>
/// <param name="Address">The address, without a prefix.</param>
/// <param name="Source"><c>lease</c>: a network of the host has given it. <c>agent</c>: the guest says so. <c>arp</c>: the host has seen it on the wire.</param>
internal sealed record CardAddress(string Mac, string Address, string Source);
