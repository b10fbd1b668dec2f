using WebConsole.Hardware;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>Which firmware a new machine can have.</summary>
internal static class FirmwareRules
{
    /// <summary>Why it can't have this one, in a sentence; <c>null</c> if it can.</summary>
    public static string? Mistake(MachinePlan plan, string firmware) => firmware switch
    {
        "uefi" or "uefi-secure" when plan.Kind.Xen is { } xen => !xen.IsFull ? $"A machine of the kind {xen.Word} has no firmware."
            : firmware is "uefi-secure" ? "Xen has no Secure Boot."
            : plan.Offer.LoaderWith(MachineDefinition.XenUefi) is null ? "The host has no UEFI firmware for Xen. Package ovmf."
            : null,
        _ => Firmwares.Mistake(firmware, plan.Offer, plan.MachineFamily),
    };
}
