namespace WebConsole.Hypervisor.HostCheck;

/// <summary>What a check found, worst last.</summary>
public enum HostCheckStatus
{
    /// <summary>The question does not arise on this host.</summary>
    NotApplicable,

    /// <summary>Nothing needs doing.</summary>
    Ok,

    /// <summary>The check can't be made now; another check says why.</summary>
    Unknown,

    /// <summary>Machines run, but something useful is missing or insecure.</summary>
    Attention,

    /// <summary>Machines do not start, or run many times slower.</summary>
    Failed,
}
