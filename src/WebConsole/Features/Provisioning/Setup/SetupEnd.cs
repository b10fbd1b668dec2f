namespace WebConsole.Features.Provisioning.Setup;

/// <summary>What ends the use of a medium.</summary>
internal enum SetupEnd
{
    /// <summary>The system on the disk has started once.</summary>
    Booted,

    /// <summary>The installer has restarted the machine or shut it down.</summary>
    Installed,
}
