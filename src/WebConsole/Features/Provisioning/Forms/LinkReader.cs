using System.Globalization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Fills the form from a link. Whoever wrote the link may have been wrong, or the host has changed since: that is said at the field.</summary>
internal sealed class LinkReader(MachineLink link, MachineForm machine)
{
    private const int Mebibyte = 2, LongestShown = 60;

    private MachineDraft Draft => machine.Draft;

    private VolumeKey? Medium => Find(machine.Choices.Isos);

    private VolumeKey? Image => Find(machine.Choices.Images);

    /// <summary>An image of another product. What describes a whole machine is read once somebody chooses it: a link starts nothing.</summary>
    private VolumeKey? Foreign => Find(machine.Choices.Foreign) is { Format: not "" } image ? image : null;

    private MachineSource? From => Enum.TryParse<MachineSource>(link.From, ignoreCase: true, out var source) && Enum.IsDefined(source) && !int.TryParse(link.From, CultureInfo.InvariantCulture, out _) ? source : null;

    private int? Vcpus => VcpusOf(link);

    private long? Memory => MemoryOf(link);

    private bool HasOriginal => Draft.Copy.Original is { } original && machine.Inventory.Machines.ContainsKey(original);

    private bool HasNetwork => machine.Networks.Any(network => network.Value == link.Network);

    /// <summary>Enters what the link names, and chooses the first source that the host has where it names none.</summary>
    public void Fill()
    {
        FillSource();
        (Draft.Os, Draft.OsIsChosen) = (link.Os, link.Os is not null);
        FillSize();
        if (HasNetwork)
            Draft.Networks = [new NewInterface(link.Network)];
        (Draft.Tree, Draft.KernelArguments) = (link.Tree ?? Draft.Tree, link.Arguments ?? Draft.KernelArguments);
    }

    /// <summary>Enters what the link says of the size; the rest stays as a preset has set it.</summary>
    public void FillSize() => (Draft.Vcpus, Draft.Memory) = (Vcpus ?? Draft.Vcpus, Memory ?? Draft.Memory);

    /// <summary>Chooses the source, and what it is, of what has been read by now.</summary>
    public void FillSource()
    {
        Draft.Source = From
            ?? (link.Tree is not null ? MachineSource.Tree
            : Medium is not null ? MachineSource.Iso
            : Image is not null || machine.Choices.Filled.Any() ? MachineSource.Image
            : machine.Choices.Isos.Length > 0 ? MachineSource.Iso
            : MachineSource.Empty);
        (Draft.Image, Draft.Iso) = (Draft.Source is MachineSource.Image ? Image : null, Draft.Source is MachineSource.Iso ? Medium : null);
        Draft.Disk = Draft.Source is MachineSource.Disk ? Find(machine.Choices.Disks) : null;
        (Draft.Kernel, Draft.Initrd) = Draft.Source is MachineSource.Kernel ? (Find(machine.Choices.Kernels), Find(machine.Choices.Initrds, link.Initrd)) : (null, null);
        Draft.Foreign = Draft.Source is MachineSource.Import ? Foreign : null;
        if (Draft.Source is MachineSource.Copy && Guid.TryParse(link.Machine, out var original))
            Draft.Copy.Original = new MachineId(machine.Host!, original);
    }

    /// <summary>What is wrong with the link, by the fields; what its fields hold is judged as if it had been typed.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => Found().Where(found => found.Mistake is not null).DistinctBy(found => found.Field).ToDictionary(found => found.Field, found => new[] { found.Mistake! });

    private IEnumerable<(string Field, string? Mistake)> Found() =>
    [
        ("from", link.From is not null && From is null ? $"The link says {Shown(link.From)}: there is no such source." : null),
        (ImageField, link.Image is not null && Missing ? WhyMissing(link.Image) : null),
        ("initrd", Draft.Source is MachineSource.Kernel && link.Initrd is not null && Draft.Initrd is null ? $"The link says {Shown(link.Initrd)}: the host has no such file." : null),
        ("from", Unused()),
        ("preset", link.Preset is not null && !machine.Presets.IsEmpty && !machine.Presets.Any(preset => preset.Name.Equals(link.Preset, StringComparison.OrdinalIgnoreCase)) ? $"The link says {Shown(link.Preset)}: there is no such preset." : null),
        ("machine", Draft.Source is MachineSource.Copy && link.Machine is not null && !HasOriginal ? $"The link says {Shown(link.Machine)}: the host has no such machine." : null),
        ("vcpus", link.Vcpus is not null && Vcpus is null ? $"The link says {Shown(link.Vcpus)}: that is no number of vCPUs." : null),
        ("memory", link.Memory is not null && Memory is null ? $"The link says {Shown(link.Memory)}: that is no size, such as 4GiB." : null),
        ("networks", link.Network is not null && !HasNetwork ? $"The link says {Shown(link.Network)}: the host has no such network." : null),
        .. Entered().Select(field => (field.Name, field.Given is null ? null : machine.MistakeOf(field.Name))),
    ];

    private bool TakesImage => Draft.Source is MachineSource.Image or MachineSource.Iso or MachineSource.Disk or MachineSource.Kernel or MachineSource.Import;

    private string ImageField => Draft.Source switch
    {
        MachineSource.Iso => "media",
        MachineSource.Disk => "disks[0].volume",
        MachineSource.Image => "disks[0].backing",
        MachineSource.Kernel => "kernel",
        MachineSource.Import => "disks[0].import",
        _ => "from",
    };

    private bool Missing => TakesImage && Draft is { Image: null, Iso: null, Disk: null, Kernel: null, Foreign: null };

    private string WhyMissing(string image) => Draft.Source is MachineSource.Import && Find(machine.Choices.Foreign) is not null ? $"The link says {Shown(image)}: choose it here, and it is read."
        : $"The link says {Shown(image)}: the host has no such {(Draft.Source is MachineSource.Kernel ? "file" : "image")}.";

    /// <summary>What the link says, and its source has no use for.</summary>
    private string? Unused() => new[]
    {
        ("image", link.Image, TakesImage), ("machine", link.Machine, Draft.Source is MachineSource.Copy), ("initrd", link.Initrd, Draft.Source is MachineSource.Kernel),
        ("arguments", link.Arguments, Draft.Source is MachineSource.Kernel or MachineSource.Tree), ("tree", link.Tree, Draft.Source is MachineSource.Tree),
    }.Where(argument => argument is (_, not null, false)).Select(argument => argument.Item1).ToList() is { Count: > 0 } unused
        ? $"The link says {string.Join(", ", unused)}, not used with from={Draft.Source.ToString().ToLowerInvariant()}." : null;

    private (string Name, string? Given)[] Entered() => Draft.Source is MachineSource.Copy ? [] : [("name", link.Name), ("os", link.Os), ("vcpus", link.Vcpus), ("memory", link.Memory)];

    private VolumeKey? Find(IEnumerable<PickerEntry<VolumeKey>> entries) => Find(entries, link.Image);

    private VolumeKey? Find(IEnumerable<PickerEntry<VolumeKey>> entries, string? path) => path is null ? null : entries.FirstOrDefault(entry => machine.PathOf(entry.Value) == path)?.Value;

    public static int? VcpusOf(MachineLink link) => int.TryParse(link.Vcpus, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    public static long? MemoryOf(MachineLink link) => ByteSize.TryParse(link.Memory, Mebibyte, out var bytes, out _) && bytes > 0 ? bytes : null;

    public static string Shown(string said) => CutText.To(said, LongestShown);
}
