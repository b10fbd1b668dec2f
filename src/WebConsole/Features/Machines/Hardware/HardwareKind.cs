namespace WebConsole.Features.Machines.Hardware;

/// <summary>The kind of hardware for users; determines its icon and its group.</summary>
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
