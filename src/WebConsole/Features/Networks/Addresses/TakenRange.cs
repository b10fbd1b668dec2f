using System.Net;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>Addresses that something of the host has already.</summary>
/// <param name="Range">Which.</param>
/// <param name="By">Whose they are: "the network default".</param>
internal sealed record TakenRange(IPNetwork Range, string By);
