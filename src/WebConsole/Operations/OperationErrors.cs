using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>Turns what went wrong into lines for people: what was tried, what libvirt said, what to do.</summary>
internal static class OperationErrors
{
    /// <summary>Whether it is an everyday failure, told to who asked, and not one of ours.</summary>
    public static bool IsExpected(Exception error) => error is HypervisorException;

    public static string Describe(Operation operation, Exception error)
    {
        var tried = $"Could not {operation.Verb} {operation.Target}.";
        if (!IsExpected(error))
            return $"{tried}\nWebConsole failed ({error.GetType().Name}); its log says more.";
        return $"{tried}\n{error.Message}";
    }
}
