using System.Globalization;
using WebConsole.Hypervisor.Forwards;

namespace WebConsole.Components.Shared.Forwards;

/// <summary>Texts for port forwards; those of states are also localizer keys.</summary>
internal static class ForwardWords
{
    /// <summary>The host's side: <c>TCP 8443</c>, <c>UDP 5000–5010 on 192.0.2.5</c>.</summary>
    public static string Ports(Forward forward) =>
        string.Create(CultureInfo.InvariantCulture, $"{forward.Protocol.ToUpperInvariant()} {Range(forward.Port, forward.LastPort)}{(forward.Address is { } address ? $" on {address}" : "")}");

    /// <summary>The machine's side: <c>192.168.122.50:443</c>.</summary>
    public static string Target(MachineForward forward) => $"{forward.Address ?? forward.What.Card}:{Range(forward.What.To, forward.What.LastTo)}";

    public static string Said(ForwardState state) => state switch
    {
        ForwardState.Active => "open",
        ForwardState.Off => "from its start",
        ForwardState.Waiting => "from its next start",
        ForwardState.Closing => "removed, open until it stops",
        ForwardState.Failed => "refused by the firewall",
        ForwardState.NoHook => "no hook installed",
        ForwardState.NoCard => "no such card on a NAT network",
        ForwardState.NoAddress => "no fixed address",
        ForwardState.Taken => "taken by {0}",
        ForwardState.Elsewhere => "leads past it: it has {0} still",
        _ => "unknown",
    };

    /// <summary>The token of its dot.</summary>
    public static string Dot(ForwardState state) => state switch
    {
        ForwardState.Active => "active",
        ForwardState.Off or ForwardState.Unknown => "inactive",
        ForwardState.Failed => "failed",
        _ => "degraded",
    };

    private static string Range(int first, int last) => string.Create(CultureInfo.InvariantCulture, $"{first}{(last == first ? "" : $"–{last}")}");
}
