using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hardware;

namespace WebConsole.Features.Machines.Parts;

/// <summary>How a machine starts; all of it takes effect at a start.</summary>
/// <param name="Boot">What it boots from, first choice first, by the keys of its devices: <c>disk:vda</c>, <c>interface:52:54:00:12:34:56</c>; empty leaves it to libvirt.</param>
/// <param name="BootMenu">Whether who is at its console can choose what to boot from.</param>
/// <param name="BootMenuTimeout">How long that waits, in milliseconds.</param>
/// <param name="Firmware"><c>bios</c>, <c>uefi</c>, or <c>uefi-secure</c> with Secure Boot.</param>
/// <param name="MachineType">A machine type that the host offers, such as <c>pc-q35-8.2</c>.</param>
/// <param name="Kernel">The path of a kernel on the host, which starts in place of a boot loader; empty for none.</param>
/// <param name="Initrd">The path of its initial RAM disk; empty for none.</param>
/// <param name="Arguments">What the kernel is told; empty for nothing.</param>
/// <param name="Tpm">The model of an emulated TPM 2.0, <c>tpm-crb</c> or <c>tpm-tis</c>, or <c>none</c>.</param>
public sealed record StartChanges(IReadOnlyList<string>? Boot = null, bool? BootMenu = null, int? BootMenuTimeout = null, string? Firmware = null, string? MachineType = null,
    string? Kernel = null, string? Initrd = null, string? Arguments = null, string? Tpm = null) : PartChanges
{
    internal const string NoTpm = "none";

    /// <summary>The keys that Secure Boot goes by are variables of the firmware.</summary>
    private const string KeptVariables = "The firmware keeps the variables that it has: start it once with fresh ones (start-reset-nvram). Until then Secure Boot is as it was.";

    internal override string Part => "start";

    /// <summary>libvirt reads the files as root.</summary>
    internal override bool ReachesHost => Kernel is { Length: > 0 } || Initrd is { Length: > 0 };

    private protected override PartChanges WithoutTexts => this with { Arguments = Arguments is null ? null : $"{Arguments.Length} letters" };

    internal override void Apply(DomainXml domain)
    {
        if (Boot is not null)
            BootOrder.Write(domain, Boot);
        if (BootMenu is { } menu && menu != (domain.BootMenu ?? false))
            (domain.BootMenu, domain.BootMenuTimeoutMilliseconds) = (menu, menu ? domain.BootMenuTimeoutMilliseconds : null);
        if (BootMenuTimeout is { } timeout)
            domain.BootMenuTimeoutMilliseconds = timeout;
        if (MachineType is { } type)
            domain.Machine = type;
        if (Firmware is { } firmware && firmware != Firmwares.Of(domain))
            Firmwares.Change(domain, firmware);
        ApplyKernel(domain);
        if (Tpm is not null && Tpm != TpmOf(domain))
            ApplyTpm(domain, Tpm);
    }

    /// <summary>The model of the machine's TPM.</summary>
    internal static string TpmOf(DomainXml domain) => domain.Devices.OfType<TpmXml>().FirstOrDefault() is { } tpm ? tpm.Model ?? "" : NoTpm;

    /// <summary>Its state stays on the host, by the machine's UUID: a TPM of another model has it, too.</summary>
    private static void ApplyTpm(DomainXml domain, string model)
    {
        foreach (var tpm in domain.Devices.OfType<TpmXml>().ToArray())
            domain.Devices.Remove(tpm);
        if (model is not NoTpm)
            domain.Devices.Add(new TpmXml(new XElement("tpm")) { Model = model, BackendType = "emulator", Version = "2.0" });
    }

    private void ApplyKernel(DomainXml domain)
    {
        if (Kernel is not null)
            domain.Kernel = Some(Kernel);
        if (Initrd is not null || Kernel is "")
            domain.Initrd = Kernel is "" ? null : Some(Initrd);
        if (Arguments is not null || Kernel is "")
            domain.KernelArguments = Kernel is "" ? null : Some(Arguments);
    }

    internal override IEnumerable<(string Field, string? Text)> Doubts(PartContext context) =>
    [
        ("firmware", Firmware is "uefi" or "uefi-secure" && Firmwares.Of(context.Stands) is "uefi" or "uefi-secure" && Firmware != Firmwares.Of(context.Stands) ? KeptVariables : null),
        ("tpm", Tpm is NoTpm && TpmOf(context.Stands) is not NoTpm ? "What its keys lock, such as a disk of BitLocker, opens with a recovery key only. Its state stays on the host: a TPM that comes back has them again." : null),
    ];

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context) => new StartRules(this, context).Found();

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
