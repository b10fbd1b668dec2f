namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>How the guest is run: <c>hvm</c> (a whole machine), <c>exe</c> (a container), <c>xen</c>, <c>xenpvh</c>.</summary>
    public string? OsType { get => Get("os/type"); set => Set("os/type", value); }

    /// <summary>The processor architecture, such as <c>x86_64</c>.</summary>
    public string? Arch { get => Get("os/type@arch"); set => Set("os/type@arch", value); }

    /// <summary>The machine type, such as <c>pc-q35-7.2</c>.</summary>
    public string? Machine { get => Get("os/type@machine"); set => Set("os/type@machine", value); }

    /// <summary>The firmware libvirt is to choose: <c>efi</c> or <c>bios</c>.</summary>
    public string? Firmware { get => Get("os@firmware"); set => Set("os@firmware", value); }

    /// <summary>The firmware's file, given or chosen.</summary>
    public string? LoaderPath { get => Get("os/loader"); set => Set("os/loader", value); }

    /// <summary>How the firmware is mapped: <c>rom</c> or <c>pflash</c> (UEFI).</summary>
    public string? LoaderType { get => Get("os/loader@type"); set => Set("os/loader@type", value); }

    /// <summary>Whether the guest cannot write to the firmware.</summary>
    public bool? LoaderReadOnly { get => GetYesNo("os/loader@readonly"); set => SetYesNo("os/loader@readonly", value); }

    /// <summary>Whether the firmware's variables are protected, as Secure Boot needs.</summary>
    public bool? LoaderSecure { get => GetYesNo("os/loader@secure"); set => SetYesNo("os/loader@secure", value); }

    /// <summary>The file with the firmware's variables.</summary>
    public string? NvramPath { get => Get("os/nvram"); set => Set("os/nvram", value); }

    /// <summary>The file that <see cref="NvramPath"/> starts as a copy of.</summary>
    public string? NvramTemplate { get => Get("os/nvram@template"); set => Set("os/nvram@template", value); }

    /// <summary>Kinds of device to boot from, first choice first: <c>hd</c>, <c>cdrom</c>, <c>network</c>, <c>fd</c>. A device's own boot order replaces it.</summary>
    public XmlTexts BootDevices => Texts("os/boot@dev");

    /// <summary>Whether the firmware offers a menu.</summary>
    public bool? BootMenu { get => GetYesNo("os/bootmenu@enable"); set => SetYesNo("os/bootmenu@enable", value); }

    /// <summary>The kernel's file on the host, for a boot without firmware.</summary>
    public string? Kernel { get => Get("os/kernel"); set => Set("os/kernel", value); }

    /// <summary>The file of the initial RAM disk.</summary>
    public string? Initrd { get => Get("os/initrd"); set => Set("os/initrd", value); }

    /// <summary>The command line of the kernel.</summary>
    public string? KernelArguments { get => Get("os/cmdline"); set => Set("os/cmdline", value); }

    /// <summary>The first program of a container.</summary>
    public string? Init { get => Get("os/init"); set => Set("os/init", value); }

    /// <summary>What the firmware tells the guest of its machine.</summary>
    public XmlList<SystemInfoXml> SystemInfo => Views("sysinfo", e => new SystemInfoXml(e));
}
