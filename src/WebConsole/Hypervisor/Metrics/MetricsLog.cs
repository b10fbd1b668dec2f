namespace WebConsole.Hypervisor.Metrics;

internal static partial class MetricsLog
{
    [LoggerMessage(3001, LogLevel.Warning, "No statistics of host {Host}: {Reason}")]
    public static partial void ReadingFailed(this ILogger logger, string host, string reason);

    [LoggerMessage(3002, LogLevel.Information, "Statistics of host {Host} are back")]
    public static partial void ReadingRecovered(this ILogger logger, string host);

    [LoggerMessage(3003, LogLevel.Error, "Sampling of host {Host} failed; it goes on with the next tick")]
    public static partial void SamplingFailed(this ILogger logger, string host, Exception exception);
}
