namespace WebConsole.OsInfo.Defaults;

/// <summary>What starts a machine's operating system.</summary>
public enum FirmwareChoice
{
    /// <summary>A PC's BIOS, or what the machine type has of its own.</summary>
    Bios,

    Uefi,

    /// <summary>UEFI that starts signed systems only.</summary>
    UefiSecure,
}
