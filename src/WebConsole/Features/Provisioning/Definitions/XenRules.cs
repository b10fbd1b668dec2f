using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hardware;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>What a new machine of Xen can't have, beside what no machine can have.</summary>
internal static class XenRules
{
    /// <summary>Errors by their names in the API; none for a machine of another hypervisor.</summary>
    public static IEnumerable<(string Argument, string? Mistake)> Found(MachinePlan plan) => plan.Kind.Xen is not { } kind ? []
        :
        [
            ("tpm", plan.Asked.Tpm == true ? "Xen emulates no TPM." : null),
            ("cpu.mode", plan.Asked.Cpu is { Mode: not null } or { Model: not null } ? "Xen gives machines the host's own processor." : null),
            ("cpu.sockets", plan.Asked.Cpu?.HasTopology == true ? "Xen tells machines of no sockets and cores." : null),
            ("bootMenu", plan.Asked.BootMenu == true ? "Xen's firmware has no boot menu." : null),
            .. plan.AskedDisks.Select((disk, index) => ($"disks[{index}].cache", disk.Cache is null ? null : "Xen chooses it itself.")),
            .. plan.Asked.Devices is { } devices ? Devices(devices, kind) : [],
            .. kind.IsFull ? [] : WithoutFirmware(plan, kind),
        ];

    private static IEnumerable<(string Argument, string? Mistake)> Devices(NewDevices devices, XenKind kind)
    {
        yield return ("devices.graphics", devices.Graphics is "spice" && !kind.IsFull ? $"A machine of the kind {kind.Word} has VNC only." : null);
        yield return ("devices.rng", devices.Rng == true ? "Xen has none." : null);
    }

    /// <summary>Nothing in it reads a medium or asks the network before a kernel does.</summary>
    private static IEnumerable<(string Argument, string? Mistake)> WithoutFirmware(MachinePlan plan, XenKind kind)
    {
        yield return ("media", plan.Medium is not null && plan.Asked.Kernel is null ? $"A machine of the kind {kind.Word} has no firmware that starts a medium: choose HVM, a kernel, or an installation tree." : null);
        yield return ("pxe", plan.Asked.Pxe == true ? $"A machine of the kind {kind.Word} has no firmware that starts from the network: choose HVM." : null);
        yield return ("boot", plan.Asked.Boot is not null ? $"A machine of the kind {kind.Word} starts from its first disk, or its kernel." : null);
    }
}
