using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hardware;

namespace WebConsole.Features.Machines.Forms;

/// <summary>What stands in the form of how a machine starts.</summary>
public sealed record StartDraft
{
    public IReadOnlyList<string> Boot { get; set; } = [];

    public bool BootMenu { get; set; }

    public int? BootMenuTimeout { get; set; }

    /// <summary>Empty for one whose file the definition names.</summary>
    public string Firmware { get; set; } = "";

    public string? MachineType { get; set; }

    public string? Kernel { get; set; }

    public string? Initrd { get; set; }

    public string? Arguments { get; set; }

    /// <summary>The model of its TPM, or <see cref="StartChanges.NoTpm"/>.</summary>
    public string Tpm { get; set; } = StartChanges.NoTpm;

    internal static StartDraft Of(DomainXml domain) => new()
    {
        Boot = BootOrder.Of(domain),
        BootMenu = domain.BootMenu ?? false,
        BootMenuTimeout = domain.BootMenuTimeoutMilliseconds,
        Firmware = Firmwares.Of(domain) ?? "",
        MachineType = domain.Machine,
        Kernel = domain.Kernel,
        Initrd = domain.Initrd,
        Arguments = domain.KernelArguments,
        Tpm = StartChanges.TpmOf(domain),
    };

    /// <summary>What differs from <paramref name="first"/>; what belongs to a menu or a kernel that is gone, goes with it.</summary>
    internal StartChanges ChangesFrom(StartDraft first) => new(
        Boot: Boot.SequenceEqual(first.Boot) ? null : Boot,
        BootMenu: BootMenu == first.BootMenu ? null : BootMenu,
        BootMenuTimeout: BootMenu && BootMenuTimeout != first.BootMenuTimeout ? BootMenuTimeout ?? 0 : null,
        Firmware: Firmware == first.Firmware ? null : Firmware,
        MachineType: MachineType == first.MachineType ? null : MachineType,
        Kernel: Changed(Kernel, first.Kernel),
        Initrd: string.IsNullOrEmpty(Kernel) ? null : Changed(Initrd, first.Initrd),
        Arguments: string.IsNullOrEmpty(Kernel) ? null : Changed(Arguments, first.Arguments),
        Tpm: Tpm == first.Tpm ? null : Tpm);

    private static string? Changed(string? value, string? first) => (value ?? "") == (first ?? "") ? null : value ?? "";
}
