using System.Collections.Immutable;

namespace WebConsole.OsInfo.Defaults;

/// <summary>Chooses what is best for a guest of what its host offers, and notes what is not.</summary>
internal sealed partial class DefaultsChooser(Guest guest, HostOffer host, bool kvm)
{
    private readonly List<string> _reasons = [];
    private string? _machineType;

    public MachineDefaults Choose()
    {
        _machineType = ChooseMachineType();
        var firmware = ChooseFirmware();
        var (cpuMode, cpuModel) = ChooseCpu();
        var diskBus = ChooseDiskBus();
        return new MachineDefaults
        {
            MemoryBytes = guest.MemoryBytes,
            LeastMemoryBytes = guest.LeastMemoryBytes,
            NeededMemoryBytes = guest.NeededMemoryBytes,
            VirtualCpus = Math.Min(guest.VirtualCpus, host.MostCpus),
            LeastVirtualCpus = Math.Min(guest.LeastVirtualCpus, host.MostCpus),
            DiskBytes = guest.DiskBytes,
            MachineType = _machineType,
            Firmware = firmware,
            TpmModel = ChooseTpm(),
            DiskBus = diskBus,
            NicModel = ChooseNic(),
            VideoModel = ChooseVideo(),
            TabletBus = _machineType is "s390-ccw-virtio" ? "virtio" : "usb",
            RngModel = guest.CanUse(OsDevice.VirtioRng) && host.HasRng ? "virtio" : null,
            SoundModel = guest.IsServer ? null : _machineType is "q35" ? "ich9" : "ich6",
            ClockOffset = guest.IsWindows ? "localtime" : "utc",
            HyperVFeatures = ChooseHyperV(),
            Timers = ChooseTimers(),
            CpuMode = cpuMode,
            CpuModel = cpuModel,
            DriverFolder = diskBus is "virtio" && guest.IsWindows ? guest.DriverFolder : null,
            Reasons = [.. _reasons],
        };
    }

    private string? ChooseMachineType()
    {
        if (host.MachineType is { } offered && guest.MachineType is { } best && offered != best)
            _reasons.Add($"The host offers the machine type {offered} instead of {best}.");
        return host.MachineType ?? guest.MachineType;
    }

    private FirmwareChoice ChooseFirmware()
    {
        if (guest.WantsTpm)
        {
            if (host.HasSecureUefi && _machineType is not "pc")
                return FirmwareChoice.UefiSecure;
            _reasons.Add($"The host has no UEFI firmware with secure boot: {guest.Name} needs it. Package {FirmwarePackage}.");
        }
        else if (!guest.NeedsUefi && _machineType is not "virt")
        {
            return FirmwareChoice.Bios;
        }
        if (host.HasUefi)
            return FirmwareChoice.Uefi;
        if (!guest.WantsTpm)
            _reasons.Add($"The host has no UEFI firmware: {guest.Name} needs it. Package {FirmwarePackage}.");
        return FirmwareChoice.Bios;
    }

    private string FirmwarePackage => guest.Architecture switch
    {
        "aarch64" => "qemu-efi-aarch64 or edk2-aarch64",
        "riscv64" => "qemu-efi-riscv64 or edk2-riscv64",
        _ => "ovmf or edk2-ovmf",
    };

    private string? ChooseTpm()
    {
        if (!guest.WantsTpm)
            return null;
        if (host.TpmModelFor(guest.Architecture) is { } model)
            return model;
        _reasons.Add($"The host has no swtpm: {guest.Name} needs TPM 2.0. Package swtpm.");
        return null;
    }

    private ImmutableArray<ClockTimer> ChooseTimers()
    {
        if (!guest.IsX86)
            return [];
        ClockTimer[] all = [new("rtc", TickPolicy: "catchup"), new("pit", TickPolicy: "delay"), new("hpet", IsPresent: false)];
        return ChooseHyperV().IsEmpty ? [.. all] : [.. all, new("hypervclock", IsPresent: true)];
    }

    /// <summary>QEMU has them with KVM only. Old Windows does not know them, and some need others.</summary>
    private ImmutableArray<string> ChooseHyperV()
    {
        if (!guest.IsWindows || !guest.IsX86 || !kvm || guest.MachineType is "pc")
            return [];
        var chosen = new List<string>();
        Add("relaxed", "vapic", "spinlocks", "vpindex", "runtime", "frequencies", "reset");
        if (chosen.Contains("vpindex"))
            Add("synic", "tlbflush", "ipi");
        if (chosen.Contains("synic"))
            Add("stimer");
        return [.. chosen];

        void Add(params IEnumerable<string> features) => chosen.AddRange(features.Where(host.HasHyperV));
    }

    private (string? Mode, string? Model) ChooseCpu()
    {
        var best = kvm ? "host-passthrough" : "maximum";
        if (host.HasCpuMode(best))
            return (best, null);
        if (kvm && host.HasCpuMode("host-model"))
            return ("host-model", null);
        var model = host.UsableCpu("qemu64", "max");
        _reasons.Add($"The host does not offer the CPU mode {best}.");
        return model is null ? (null, null) : ("custom", model);
    }
}
