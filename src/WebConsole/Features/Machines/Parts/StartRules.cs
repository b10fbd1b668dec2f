using Libvirt.Xml;
using WebConsole.Hardware;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What may be asked of how a machine starts.</summary>
internal sealed class StartRules(StartChanges asked, PartContext context)
{
    private const int LongestPath = 4096, LongestArguments = 4096, LongestTimeout = 65535;

    private DomainXml Stands => context.Stands;

    public IEnumerable<(string Field, string? Mistake)> Found() =>
    [
        ("boot", asked.Boot is null ? null : Boot(asked.Boot)),
        ("bootMenu", asked.BootMenu is null || context.IsWhole ? null : "Only machines with a firmware have a menu."),
        ("bootMenuTimeout", Timeout()),
        ("firmware", asked.Firmware is not { } firmware ? null : context.IsWhole ? Firmwares.Mistake(firmware, context.Offer, MachineFamily.Of(asked.MachineType ?? Stands.Machine ?? "")) : "Only for machines that QEMU runs."),
        ("machineType", MachineType()),
        ("kernel", Stands.OsType is "exe" ? asked.Kernel is null ? null : "A container has no kernel of its own." : Path(asked.Kernel, "vmlinuz")),
        ("initrd", Path(asked.Initrd, "initrd.img") ?? WithoutKernel(asked.Initrd)),
        ("arguments", Arguments() ?? WithoutKernel(asked.Arguments)),
        ("tpm", asked.Tpm is null || asked.Tpm == StartChanges.TpmOf(Stands) ? null : Tpm(asked.Tpm)),
    ];

    private string? Boot(IReadOnlyList<string> order)
    {
        var there = BootOrder.Targets(Stands).Select(target => target.Key.ToString()).ToArray();
        return Stands.OsType is "exe" ? "A container boots from nothing."
            : order.Any(key => !there.Contains(key)) ? $"What it can boot from: {(there.Length == 0 ? "nothing" : string.Join(", ", there.Take(16)))}."
            : order.Distinct().Count() < order.Count ? "Each of them once." : null;
    }

    private string? Timeout() => asked.BootMenuTimeout switch
    {
        null => null,
        < 0 or > LongestTimeout => $"A number from 0 to {LongestTimeout}, in milliseconds.",
        _ => asked.BootMenu ?? Stands.BootMenu ?? false ? null : "Only with the boot menu.",
    };

    /// <summary>Between families of boards all devices would change their places, and some their buses.</summary>
    private string? MachineType() => asked.MachineType is not { } type || type == Stands.Machine ? null
        : !context.IsWhole ? "Only for machines that QEMU runs."
        : MachineTypes.Of(context.Host, Stands.Arch) is { Length: > 0 } offered && !offered.Contains(type) ? $"A machine type that the host offers: {string.Join(", ", offered.Take(4))}, …."
        : MachineFamily.Of(type) != MachineFamily.Of(Stands.Machine ?? "") ? $"One of the family of {Stands.Machine}: on another board its devices have other buses and addresses. Make a new machine of its disks instead."
        : null;

    private string? Tpm(string model) => !context.IsWhole ? "Only for machines that QEMU runs."
        : Stands.Devices.OfType<TpmXml>().Any(tpm => tpm.BackendType is not "emulator") ? "It has a TPM that is not emulated: change that among its devices."
        : model is StartChanges.NoTpm ? null
        : !context.Offer.HasTpm ? "The host has no swtpm. Package swtpm."
        : OneOf.Mistake(model, ["tpm-crb", "tpm-tis"]) ?? (context.Offer.HasTpmModel(model) ? null : "The host does not offer this model.");

    private static string? Path(string? path, string example) => path switch
    {
        null or "" => null,
        { Length: > LongestPath } => $"At most {LongestPath} letters.",
        _ => path[0] == '/' && !path.Any(char.IsControl) ? null : $"The whole path of a file on the host, such as /var/lib/libvirt/images/{example}.",
    };

    private string? Arguments() => asked.Arguments switch
    {
        null => null,
        { Length: > LongestArguments } => $"At most {LongestArguments} letters.",
        var text => text.Any(char.IsControl) ? "One line." : null,
    };

    private string? WithoutKernel(string? value) => value is null or "" || (asked.Kernel ?? Stands.Kernel) is { Length: > 0 } ? null : "Only with a kernel.";
}
