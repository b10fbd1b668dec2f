namespace WebConsole.Features.Machines.Devices.Kinds;

// What each kind is for, for those who choose one.
internal sealed partial record SmallDevice
{
    /// <summary>What a guest has of it, in one line.</summary>
    public string Purpose => Kind switch
    {
        "rng" => "Random numbers of the host for the guest, so that it need not wait for its own.",
        "sound" => "Plays and records; what is heard depends on the display or on the host's sound output.",
        "video" => "What the guest draws on; each is one more screen.",
        "input" => "A tablet points where the pointer is in the console; also a keyboard or a mouse.",
        "watchdog" => "Resets the machine, or powers it off, when the guest stops answering it.",
        "panic" => "The guest tells when it crashes, so that the machine does what is set for a crash.",
        "vsock" => "Programs of guest and host talk to each other without a network.",
        "tpm" => "Keeps keys for the guest: Windows 11 needs it, BitLocker and LUKS use it.",
        "serial" => "A line for text: boot messages and a console that needs no display.",
        "parallel" => "A port for old printers and dongles.",
        "channel" => "A named line to a program in the guest, such as its agent.",
        "controller" => "What disks, USB devices or channels are plugged into.",
        "redirdev" => "A USB device of the person who looks at the display.",
        "smartcard" => "A smart card of the host, or of the person who looks at the display.",
        "shmem" => "Memory that several machines, or a program of the host, share with it.",
        "crypto" => "The host computes ciphers for the guest.",
        "iommu" => "The guest can pass devices on to machines inside it.",
        "audio" => "Where on the host the sound of the machine goes.",
        "hub" => "More USB ports.",
        _ => "",
    };
}
