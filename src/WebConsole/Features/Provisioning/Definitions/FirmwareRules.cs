using System.Collections.Immutable;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>Which firmware a new machine can have.</summary>
internal static class FirmwareRules
{
    private static readonly ImmutableArray<string> All = ["bios", "uefi", "uefi-secure"];

    /// <summary>Why it can't have this one, in a sentence; <c>null</c> if it can.</summary>
    public static string? Mistake(MachinePlan plan, string firmware) => firmware switch
    {
        "bios" => null,
        "uefi" or "uefi-secure" when plan.Kind.Xen is { } xen => !xen.IsFull ? $"A machine of the kind {xen.Word} has no firmware."
            : firmware is "uefi-secure" ? "Xen has no Secure Boot."
            : plan.Offer.LoaderWith(MachineDefinition.XenUefi) is null ? "The host has no UEFI firmware for Xen. Package ovmf."
            : null,
        "uefi" => plan.Offer.HasUefi ? null : "The host has no UEFI firmware. Package ovmf or edk2-ovmf.",
        // Only q35 has the System Management Mode that keeps the guest from the firmware's variables.
        "uefi-secure" when plan.MachineFamily is "pc" => "Secure Boot needs the machine type q35.",
        "uefi-secure" => plan.Offer.HasSecureUefi ? null : "The host has no UEFI firmware with Secure Boot. Package ovmf or edk2-ovmf.",
        _ => $"One of {string.Join(", ", All)}.",
    };
}
