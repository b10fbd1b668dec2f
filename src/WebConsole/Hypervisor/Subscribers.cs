namespace WebConsole.Hypervisor;

/// <summary>Calls the subscribers of a store.</summary>
internal static partial class Subscribers
{
    /// <summary>Calls each subscriber. An exception of one subscriber does not affect the others or the writer.</summary>
    public static void Tell<T>(ILogger log, T? subscribers, Action<T> tell) where T : Delegate
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
        {
            try
            {
                tell(subscriber);
            }
            catch (Exception error)
            {
                Failed(log, error);
            }
        }
    }

    [LoggerMessage(1003, LogLevel.Error, "A subscriber failed")]
    private static partial void Failed(ILogger log, Exception error);
}
