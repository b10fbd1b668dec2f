namespace WebConsole.Hypervisor.Inventory;

public static class ConnectionTokens
{
    /// <summary>The stable token of <c>data-state</c>, the API and the readiness check.</summary>
    public static string ToToken(this ConnectionState state) => state switch
    {
        ConnectionState.Connected => "connected",
        ConnectionState.Connecting => "connecting",
        ConnectionState.Degraded => "degraded",
        _ => "disconnected",
    };
}
