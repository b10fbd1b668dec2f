namespace Libvirt;

/// <summary>virStreamEventType</summary>
[Flags]
internal enum StreamEvents
{
    None = 0,
    Readable = 1,
    Writable = 2,
    Error = 4,
    HangUp = 8,
}
