using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>Turns what went wrong into words for people.</summary>
internal static class OperationErrors
{
    /// <summary>Whether it is an everyday failure, told to who asked, and not one of ours.</summary>
    public static bool IsExpected(Exception error) => error is HypervisorException;

    /// <summary>What was said, and what to do.</summary>
    public static (string Said, string? Advice) Describe(Exception error) => error switch
    {
        HypervisorException => (error.Message, null),
        _ => ($"WebConsole itself failed: {error.GetType().Name}.", "The server's log says more."),
    };
}
