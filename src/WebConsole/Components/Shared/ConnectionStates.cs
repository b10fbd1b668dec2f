using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

internal static class ConnectionStates
{
    /// <summary>Shown to users; also a localizer's key.</summary>
    public static string ToWord(this ConnectionState state) => state switch
    {
        ConnectionState.Connected => "connected",
        ConnectionState.Connecting => "connecting",
        ConnectionState.Degraded => "slow",
        _ => "disconnected",
    };

    /// <summary>Whether the data of the host may be old.</summary>
    public static bool IsAway(this ConnectionState state) => state is ConnectionState.Connecting or ConnectionState.Disconnected;
}
