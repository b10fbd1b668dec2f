using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Hardware;

/// <summary>What starts machines that QEMU runs.</summary>
internal static class Firmwares
{
    public static ImmutableArray<string> All { get; } = ["bios", "uefi", "uefi-secure"];

    /// <summary>Why a machine can't have this one, in a sentence; <c>null</c> if it can.</summary>
    /// <param name="firmware">One of <see cref="All"/>.</param>
    /// <param name="offer">What its host offers.</param>
    /// <param name="family">Its machine type without the version.</param>
    public static string? Mistake(string firmware, HostOffer offer, string? family) => firmware switch
    {
        "bios" => null,
        "uefi" => offer.HasUefi ? null : "The host has no UEFI firmware. Package ovmf or edk2-ovmf.",
        // Only q35 has the System Management Mode that keeps the guest from the firmware's variables.
        "uefi-secure" when family is "pc" => "Secure Boot needs the machine type q35.",
        "uefi-secure" => offer.HasSecureUefi ? null : "The host has no UEFI firmware with Secure Boot. Package ovmf or edk2-ovmf.",
        _ => $"One of {string.Join(", ", All)}.",
    };

    /// <summary>The firmware of a machine; <c>null</c> for another one, whose file its definition names.</summary>
    public static string? Of(DomainXml domain) => domain switch
    {
        { LoaderSecure: true } => "uefi-secure",
        _ when domain.FirmwareFeatures.Any(feature => feature is { Name: "enrolled-keys", Enabled: true }) => "uefi-secure",
        { Firmware: "efi" } or { LoaderType: "pflash" } => "uefi",
        { LoaderPath: { } path } => HasInName(path, "OVMF", "AAVMF", "EFI", "edk2", "RISCV_VIRT") ? "uefi" : IsPc(domain) && HasInName(path, "bios") ? "bios" : null,
        _ => "bios",
    };

    /// <summary>Gives a machine this firmware in place of the one that it has.</summary>
    public static void Change(DomainXml domain, string firmware)
    {
        domain.RemoveFirmware();
        if (firmware is not "bios")
            WriteUefi(domain, firmware is "uefi-secure");
        if (firmware is "uefi-secure" && IsPc(domain))
            WriteProtection(domain);
    }

    /// <summary>libvirt takes the first firmware that has what is asked for; of some distributions that starts signed systems only.</summary>
    public static void WriteUefi(DomainXml domain, bool isSecure)
    {
        domain.Firmware = "efi";
        foreach (var name in new[] { "secure-boot", "enrolled-keys" })
        {
            var feature = domain.FirmwareFeatures.Add();
            (feature.Name, feature.Enabled) = (name, isSecure);
        }
    }

    /// <summary>Without System Management Mode the guest could write to the firmware's variables.</summary>
    public static void WriteProtection(DomainXml domain) =>
        (domain.Features.FirstOrDefault(feature => feature.Name == "smm") ?? domain.Features.Add(FeatureXml.New("smm"))).State = true;

    /// <summary>Only PCs have a BIOS; the default firmware of other machines depends on the machine type.</summary>
    public static bool IsPc(DomainXml domain) => domain is { OsType: "hvm", Arch: "x86_64" or "i686" or null };

    // The names of EDK II builds in distributions: OVMF.fd, AAVMF_CODE.fd, QEMU_EFI.fd, edk2-riscv-code.fd, RISCV_VIRT_CODE.fd.
    private static bool HasInName(string path, params ReadOnlySpan<string> words)
    {
        var name = Path.GetFileName(path);
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
