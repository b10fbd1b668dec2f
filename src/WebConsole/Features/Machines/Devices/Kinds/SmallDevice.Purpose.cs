namespace WebConsole.Features.Machines.Devices.Kinds;

// What each kind is for, for those who choose one.
internal sealed partial record SmallDevice
{
    /// <summary>What a guest has of it, in a line of the list.</summary>
    public string Purpose => Kind switch
    {
        "rng" => "Random numbers from the host.",
        "sound" => "Plays and records, by the display or the host.",
        "video" => "One more screen for the guest.",
        "input" => "A tablet, keyboard or mouse; a tablet suits the console.",
        "watchdog" => "Acts when the guest stops answering it.",
        "panic" => "Tells the host when the guest crashes.",
        "vsock" => "Guest and host talk without a network.",
        "tpm" => "Keeps keys: for Windows 11, BitLocker, LUKS.",
        "serial" => "Boot messages and a text console without a display.",
        "parallel" => "For old printers and dongles.",
        "channel" => "A named line to a program in the guest, such as its agent.",
        "controller" => "What disks, USB devices or channels plug into.",
        "redirdev" => "A USB device of whoever looks at the display.",
        "smartcard" => "A card of the host, or of whoever looks at the display.",
        "shmem" => "Shared with other machines or a program of the host.",
        "crypto" => "The host computes ciphers for the guest.",
        "iommu" => "Lets the guest pass devices on to its own machines.",
        "audio" => "Where on the host its sound goes.",
        "hub" => "More USB ports.",
        _ => "",
    };
}
