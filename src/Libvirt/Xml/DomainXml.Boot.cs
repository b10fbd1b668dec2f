namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>What the firmware that libvirt chooses must have or lack.</summary>
    public XmlList<FirmwareFeatureXml> FirmwareFeatures => Views("os/firmware/feature", e => new FirmwareFeatureXml(e));

    /// <summary>Leaves the firmware to the hypervisor: its file, its variables and what it must have are gone.</summary>
    public void RemoveFirmware()
    {
        Firmware = null;
        foreach (var part in new[] { "os/firmware", "os/loader", "os/nvram" })
            Remove(part);
    }

    /// <summary>Whether the firmware keeps no variables at all.</summary>
    public bool? LoaderStateless { get => GetYesNo("os/loader@stateless"); set => SetYesNo("os/loader@stateless", value); }

    /// <summary>Where the variables are, as <see cref="DiskXml.Type"/>; null for <see cref="NvramPath"/>.</summary>
    public string? NvramType { get => Get("os/nvram@type"); set => Set("os/nvram@type", value); }

    /// <summary>Where the variables are, with <see cref="NvramType"/>.</summary>
    public StorageSourceXml NvramSource => new(this, "os/nvram/source");

    /// <summary>How long the firmware waits at its menu, up to 65535.</summary>
    public int? BootMenuTimeoutMilliseconds { get => GetInt("os/bootmenu@timeout"); set => SetNumber("os/bootmenu@timeout", value); }

    /// <summary>Whether the BIOS writes to the first serial port.</summary>
    public bool? BiosSerialOutput { get => GetYesNo("os/bios@useserial"); set => SetYesNo("os/bios@useserial", value); }

    /// <summary>How long the BIOS waits before it tries again where nothing boots; −1 for no other try.</summary>
    public int? BiosRebootTimeoutMilliseconds { get => GetInt("os/bios@rebootTimeout"); set => SetNumber("os/bios@rebootTimeout", value); }

    /// <summary>Where the guest's SMBIOS comes from: <c>emulate</c>, <c>host</c>, <c>sysinfo</c> (<see cref="SystemInfo"/>).</summary>
    public string? SmBiosMode { get => Get("os/smbios@mode"); set => Set("os/smbios@mode", value); }

    /// <summary>Tables added to the guest's ACPI.</summary>
    public XmlList<AcpiTableXml> AcpiTables => Views("os/acpi/table", e => new AcpiTableXml(e));

    /// <summary>The file of the device tree, for a boot without firmware.</summary>
    public string? DeviceTree { get => Get("os/dtb"); set => Set("os/dtb", value); }

    /// <summary>The root device of a paravirtualised guest of Xen.</summary>
    public string? Root { get => Get("os/root"); set => Set("os/root", value); }

    /// <summary>Arguments of a container's first program.</summary>
    public XmlTexts InitArguments => Texts("os/initarg");

    /// <summary>Variables in its environment.</summary>
    public XmlList<EnvironmentXml> InitEnvironment => Views("os/initenv", e => new EnvironmentXml(e));

    /// <summary>The directory it starts in.</summary>
    public string? InitDirectory { get => Get("os/initdir"); set => Set("os/initdir", value); }

    /// <summary>The user it runs as: a name, or a number after <c>+</c>.</summary>
    public string? InitUser { get => Get("os/inituser"); set => Set("os/inituser", value); }

    /// <summary>The group it runs as.</summary>
    public string? InitGroup { get => Get("os/initgroup"); set => Set("os/initgroup", value); }

    /// <summary>A program on the host that finds the kernel, of Xen.</summary>
    public string? BootLoader { get => Get("bootloader"); set => Set("bootloader", value); }

    /// <summary>Its arguments.</summary>
    public string? BootLoaderArguments { get => Get("bootloader_args"); set => Set("bootloader_args", value); }
}
