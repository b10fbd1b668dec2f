using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Access;

/// <summary>A right on an object. Each right includes those before it.</summary>
public enum Right
{
    /// <summary>
    /// See it: its state, metrics and tasks, its screen, and its definition as far as viewers may read it.
    /// </summary>
    See,

    /// <summary>Start, stop and control it, and read its definition.</summary>
    Operate,

    /// <summary>Create, change and delete it.</summary>
    Configure,
}

internal static class Rights
{
    /// <summary>
    /// The lowest role that has the right on all objects of the kind. Only administrators see all sessions, because
    /// sessions contain client addresses.
    /// </summary>
    public static Role LeastRole(this Right right, ObjectKind kind) => (kind, right) switch
    {
        (ObjectKind.Session, _) => Role.Administrator,
        (_, Right.See) => Role.Viewer,
        (_, Right.Operate) => Role.Operator,
        _ => Role.Administrator,
    };
}
