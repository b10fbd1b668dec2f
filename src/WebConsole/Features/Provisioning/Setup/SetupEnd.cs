namespace WebConsole.Features.Provisioning.Setup;

/// <summary>What ends the use of a medium.</summary>
internal enum SetupEnd
{
    /// <summary>The system on the disk has started once.</summary>
    Booted,

    /// <summary>The system on the disk has started once, and the machine is off: QEMU opens the file again whenever the machine is restored.</summary>
    Off,

    /// <summary>The installer has restarted the machine or shut it down.</summary>
    Installed,

    /// <summary>Nothing: it is kept, and written down so that it is known to hold secrets.</summary>
    Never,
}
