namespace WebConsole.OsInfo.Defaults;

// Disk, network and display.
internal sealed partial class DefaultsChooser
{
    private string ChooseDiskBus()
    {
        // libvirt's only SCSI controller on "virt" is virtio's, for which Windows has no driver.
        var plain = _machineType switch { "pc" => "ide", "q35" => "sata", _ when guest.IsWindows => "usb", _ => "scsi" };
        string[] buses = guest.CanUse(OsDevice.VirtioDisk) ? ["virtio", plain, "scsi", "sata", "usb"] : [plain, "sata", "ide", "usb"];
        if (guest.IsWindows && buses[0] is not "virtio" && guest.DriverFolder is not null)
            _reasons.Add($"{guest.Name} has no drivers for virtio, so disk and network are emulated, and slower. The image virtio-win has these drivers.");
        return FirstOffered(buses, host.HasDiskBus, "the disk bus");
    }

    /// <summary>libvirt does not say which models there are.</summary>
    private string ChooseNic() => guest.CanUse(OsDevice.VirtioNet) ? "virtio"
        : guest.HasDriver(OsDevice.E1000E) && _machineType is not "pc" ? "e1000e"
        : guest.HasDriver(OsDevice.E1000) || !guest.IsOlderThanE1000 ? "e1000"
        : "rtl8139";

    private string? ChooseVideo()
    {
        var prefersVirtio = guest.CanUse(OsDevice.VirtioGpu) || !guest.IsX86;
        string[] models = guest.IsX86
            ? prefersVirtio ? ["virtio", "vga", "bochs", "cirrus"] : ["vga", "bochs", "cirrus", "virtio"]
            : guest.IsWindows ? ["ramfb", "virtio"] : ["virtio", "ramfb", "vga"];
        return models.Any(host.HasVideo) ? FirstOffered(models, host.HasVideo, "the graphics card") : null;
    }

    /// <summary>The first one that the host offers, else the first one, which libvirt then judges.</summary>
    private string FirstOffered(string[] choices, Func<string, bool> isOffered, string what)
    {
        var chosen = choices.FirstOrDefault(isOffered) ?? choices[0];
        if (chosen != choices[0])
            _reasons.Add($"The host does not offer {what} {choices[0]}.");
        return chosen;
    }
}
