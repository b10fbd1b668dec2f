namespace WebConsole.Hypervisor.Connections;

internal static partial class SupervisorLog
{
    [LoggerMessage(1000, LogLevel.Information, "Host {Host} is connected at {Uri}")]
    public static partial void Connected(ILogger logger, string host, string uri);

    [LoggerMessage(1001, LogLevel.Warning, "Host {Host} is not connected: {Reason}")]
    public static partial void Lost(ILogger logger, string host, string reason);

    [LoggerMessage(1002, LogLevel.Warning, "Host {Host}: {What} could not be read: {Reason}")]
    public static partial void NotRead(ILogger logger, string host, string what, string reason);
}
