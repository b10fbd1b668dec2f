using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>Devices that one line describes completely, and unknown devices.</summary>
internal static class SmallDeviceWords
{
    public static HardwareItem Describe(DeviceXml device) => device switch
    {
        SoundXml sound => new(HardwareKind.Sound, "Sound card" + Words.With(" ", sound.Model)),
        InputXml input => Input(input),
        TpmXml tpm => Tpm(tpm),
        RandomGeneratorXml random => new(HardwareKind.Random, "Random number generator",
            Words.List(Words.Name(random.Model), Words.With("from ", random.BackendPath ?? random.BackendModel))),
        WatchdogXml watchdog => new(HardwareKind.Watchdog, "Watchdog" + Words.With(" ", watchdog.Model), Reaction(watchdog.Action)),
        MemoryBalloonXml balloon => Balloon(balloon),
        MemoryDeviceXml memory => new(HardwareKind.Memory,
            (memory.SizeBytes is { } size ? Format.Bytes(size) + " memory module" : "Memory module"),
            Words.List(Words.Name(memory.Model), Words.With("NUMA node ", memory.Node), Words.With("in ", memory.SourcePath),
                InUse(memory))),
        PanicXml panic => new(HardwareKind.Watchdog, "Panic notifier", Words.Name(panic.Model)),
        VsockXml vsock => new(HardwareKind.Channel, "Socket between host and guest (vsock)",
            vsock.AutoCid is true && vsock.Cid is null ? "address chosen at each start" : Words.With("address ", vsock.Cid)),
        IommuXml iommu => new(HardwareKind.Security, "IOMMU" + Words.With(" ", iommu.Model)),
        RedirectedDeviceXml port => new(HardwareKind.Port, "Port for a viewer's USB device",
            port.Type == "spicevmc" ? "through SPICE" : Words.Name(port.Type)),
        SharedMemoryXml shared => new(HardwareKind.Memory, "Shared memory" + Words.With(" ", shared.Name),
            Words.List(shared.SizeBytes is { } bytes ? Format.Bytes(bytes) : null, Words.Name(shared.Model))),
        _ => Other(device),
    };

    /// <summary>A guest takes memory and gives it back in its own time.</summary>
    private static string? InUse(MemoryDeviceXml memory) => (memory.CurrentBytes, memory.RequestedBytes) switch
    {
        (_, null) => null,
        (null, { } asked) => $"{Format.Bytes(asked)} in use",
        ({ } now, { } asked) => now == asked ? $"{Format.Bytes(now)} in use" : $"{Format.Bytes(now)} in use, {Format.Bytes(asked)} asked for",
    };

    private static HardwareItem Input(InputXml input) => new(
        HardwareKind.Input,
        input.Type switch
        {
            "tablet" => "Tablet",
            "mouse" => "Mouse",
            "keyboard" => "Keyboard",
            "passthrough" or "evdev" => "The host's input device" + Words.With(" ", input.SourceDevice),
            _ => "Input device" + Words.With(" ", input.Type),
        },
        input.Bus is "usb" or "ps2" ? input.Bus.ToUpperInvariant().Replace("PS2", "PS/2", StringComparison.Ordinal) : Words.Name(input.Bus));

    private static HardwareItem Tpm(TpmXml tpm) => new(
        HardwareKind.Security,
        "TPM" + Words.With(" ", tpm.Version) + tpm.BackendType switch
        {
            "emulator" => ", emulated",
            "passthrough" => ", the host's",
            "external" => ", served by another program",
            _ => Words.With(", ", tpm.BackendType),
        },
        Words.List(Words.Name(tpm.Model), Words.Name(tpm.DevicePath), Words.When(tpm.Encrypted, "state encrypted")));

    private static HardwareItem Balloon(MemoryBalloonXml balloon) => balloon.Model == "none"
        ? new(HardwareKind.Balloon, "No memory balloon", "memory in use is not known from inside")
        : new(HardwareKind.Balloon, "Memory balloon", Words.List(
            Words.Name(balloon.Model),
            balloon.Period > 0 ? Words.With("reports every ", balloon.Period, " s") : "does not report",
            Words.When(balloon.FreePageReporting, "gives unused pages back")));

    private static string? Reaction(string? action) => action switch
    {
        "reset" or null => "resets the machine when it hangs",
        "shutdown" => "shuts the machine down when it hangs",
        "poweroff" => "turns the machine off when it hangs",
        "pause" => "pauses the machine when it hangs",
        "dump" => "writes the machine's memory to a file when it hangs",
        "inject-nmi" => "interrupts the guest (NMI) when it hangs",
        "none" => "does nothing",
        _ => Words.Name(action),
    };

    private static HardwareItem Other(DeviceXml device) => new(
        HardwareKind.Other,
        device.Kind switch
        {
            "smartcard" => "Smart card reader",
            "hub" => "USB hub",
            "audio" => "Sound output on the host",
            "crypto" => "Crypto accelerator",
            "nvram" => "NVRAM",
            "lease" => "Lock lease",
            "pstore" => "Store for crash logs",
            _ => $"Device <{Words.Name(device.Kind)}>",
        },
        Words.Name(Attribute(device, "model") ?? Attribute(device, "type") ?? Attribute(device, "mode")));

    private static string? Attribute(DeviceXml device, string name) => device.Element.Attribute(name)?.Value;
}
