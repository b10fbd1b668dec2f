namespace WebConsole.Hypervisor;

/// <summary>Tells everybody who listens to a store.</summary>
internal static partial class Subscribers
{
    /// <summary>Calls each of them: one that fails keeps nothing from the others, and ends nothing for the writer.</summary>
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
