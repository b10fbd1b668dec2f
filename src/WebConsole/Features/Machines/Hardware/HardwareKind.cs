namespace WebConsole.Features.Machines.Hardware;

/// <summary>What a piece of hardware is to a person; chooses its icon and its group.</summary>
public enum HardwareKind
{
    Processor,
    Memory,
    Firmware,
    Disk,
    Drive,
    NetworkCard,
    Display,
    Video,
    Sound,
    Port,
    Channel,
    Controller,
    Input,
    HostDevice,
    FileSystem,
    Security,
    Random,
    Watchdog,
    Balloon,
    Other,
}
