using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Access;

/// <summary>What someone may do with an object. Each includes those before it.</summary>
public enum Right
{
    /// <summary>Know that it exists: its state, numbers and tasks, its definition as far as viewers read it, its screen.</summary>
    See,

    /// <summary>Start, stop and enter it, and read its definition.</summary>
    Operate,

    /// <summary>Make it, change what it is, and delete it.</summary>
    Configure,
}

internal static class Rights
{
    /// <summary>The least role that has it by itself. Sessions are the administrators' alone: their addresses are nobody else's business.</summary>
    public static Role LeastRole(this Right right, ObjectKind kind) => (kind, right) switch
    {
        (ObjectKind.Session, _) => Role.Administrator,
        (_, Right.See) => Role.Viewer,
        (_, Right.Operate) => Role.Operator,
        _ => Role.Administrator,
    };
}
