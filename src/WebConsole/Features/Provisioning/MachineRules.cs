using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning;

/// <summary>What the arguments of a new machine may be, on the host that it is for.</summary>
internal sealed class MachineRules(InventorySnapshot inventory, HostStatus host, MachinePlan plan)
{
    internal const int MostDisks = 64, MostInterfaces = 32;

    internal const long LeastMemory = 16L << 20;
    private const int LongestArguments = 4096;

    private NewMachine Asked => plan.Asked;

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => Found().Where(found => found.Mistake is not null)
        .GroupBy(found => found.Argument).ToDictionary(found => found.Key, found => found.Select(one => one.Mistake!).ToArray());

    private IEnumerable<(string Argument, string? Mistake)> Found() =>
    [
        ("name", NameMistake(inventory, host.Name, plan.Name)), ("title", MachineTexts.TitleMistake(Asked.Title)), ("description", MachineTexts.DescriptionMistake(Asked.Description)), ("tags", MachineTexts.TagsMistake(Asked.Tags)),
        ("memory", Memory()), ("vcpus", Vcpus()), ("firmware", Asked.Firmware is { } firmware ? FirmwareRules.Mistake(plan, firmware) : null),
        ("tpm", Asked.Tpm == true && plan.Kind.Xen is null && !plan.Offer.HasTpm ? "The host has no swtpm. Package swtpm." : null),
        ("os", Asked.Os is { Length: > 0 } && plan is { KnowsSystems: true, Os.Os: null } ? "An operating system that osinfo-db knows, by its ID or its short name, such as debian12." : null),
        ("disks", Asked.Disks?.Count > MostDisks ? $"At most {MostDisks} disks." : Space()), .. plan.DiskMistakes().Select(mistake => (mistake.Argument, (string?)mistake.Mistake)),
        .. plan.AskedDisks.Select((_, index) => ($"disks[{index}].bus", DiskBusRules.Mistake(plan, index))),
        ("media", Medium(Asked.Media, "An image file or a device of the host, by the UUID of its pool and its name.")),
        ("kernel", plan.HasTree ? ArgumentsMistake() : Kernel()), ("kernel.tree", plan.HasTree ? Tree() : null), ("os", plan is { HasTree: true, WhyNoTree: null, KnowsSystems: true, Os.Id: null } && Asked.Os is not { Length: > 0 } ? "The address of the tree does not tell which: choose it." : null),
        ("networks", Asked.Networks?.Count > MostInterfaces ? $"At most {MostInterfaces} network cards." : null), .. plan.Interfaces.SelectMany(Interface),
        .. new HardwareRules(host, plan).Found(), .. XenRules.Found(plan),
        .. plan.Own?.Mistakes(plan, inventory, host) ?? [],
        .. CloudInit(), .. Unattended(), ("ignition", Ignition()), ("pxe", Asked.Pxe == true && plan.Interfaces.IsEmpty ? "Without a network card nothing boots from the network." : null),
    ];

    /// <summary>Why a new machine of a host can't have a name; null if it can.</summary>
    internal static string? NameMistake(InventorySnapshot inventory, string host, string name) => ObjectName.Mistake(name)
        ?? (inventory.Machines.Values.Any(machine => machine.Id.Host == host && machine.Name == name) ? $"There is a machine {name} on {host} already." : null);

    private string? Memory() => Asked.Memory switch
    {
        null => null,
        < LeastMemory => $"At least {SizeLimit.Least(LeastMemory)}.",
        var memory when host.Facts is { MemoryBytes: > 0 and var most } && memory > most => $"At most {SizeLimit.Most(most)}, which the host has.",
        _ => null,
    };

    /// <summary>Each disk alone is looked at by its own rules.</summary>
    private string? Space() => plan.Disks.GroupBy(disk => disk.Pool).Where(disks => disks.Skip(1).Any()).Select(disks => (Pool: disks.Key, Takes: disks.Sum(disk => disk.TakesAtOnce)))
        .FirstOrDefault(sum => sum.Takes > sum.Pool.AvailableBytes) is ({ } pool, var takes) ? $"Together they take {Format.Bytes(takes)} at once, and the pool {pool.Name} has {Format.Bytes(pool.AvailableBytes)} left." : null;

    private string? Vcpus() => Asked.Vcpus switch
    {
        null => null,
        <= 0 or > HardwareRules.MostVcpus => $"A number from 1 to {Math.Min(HardwareRules.MostVcpus, plan.Offer.MostCpus)}.",
        var count when count > plan.Offer.MostCpus => $"At most {plan.Offer.MostCpus}, which a machine of the type {plan.MachineType} has on this host.",
        _ => null,
    };

    private string? Medium(VolumeName? asked, string accepted) => asked is null ? null
        : plan.Find(asked) is { Volume.Path: ['/', ..], Volume.IsFolder: false } ? null
        : accepted;

    private string? Kernel() => Asked.Kernel is not { } kernel ? null
        : kernel.Image is null ? "A kernel is needed."
        : Medium(kernel.Image, "image: a file of the host, by the UUID of its pool and its name.") ?? Medium(kernel.Initrd, "initrd: a file of the host, by the UUID of its pool and its name.")
            ?? ArgumentsMistake();

    private string? Tree() => plan.WhyNoTree is { } why ? why
        : Asked.Kernel is { Image: not null } or { Initrd: not null } ? "The installer has its own kernel: a tree, or files of the host."
        : Asked.Media is not null ? "A machine is installed from a tree, or from a medium."
        : !plan.Kind.StartsKernels ? "Only QEMU and Xen start a kernel."
        : plan.Tree is null ? "The host has no active pool with files, in which the installer could be put."
        : null;

    private string? ArgumentsMistake() => Asked.Kernel!.Arguments is { } arguments && (arguments.Length > LongestArguments || !PlainText.IsLine(arguments)) ? $"arguments: one line of at most {LongestArguments} letters." : null;

    private IEnumerable<(string Argument, string? Mistake)> Interface(NewInterface card, int index)
    {
        yield return ($"networks[{index}].network", Connection(card));
        yield return ($"networks[{index}].bridge", card.Bridge is null ? null : NetworkDeviceName.Mistake(card.Bridge));
        yield return ($"networks[{index}].mac", card.Mac is { Length: > 0 } mac ? Mac(mac, index) : null);
        yield return ($"networks[{index}].model", OneOf.Mistake(card.Model, DeviceModels.Nics(plan.Kind)));
    }

    private string? Connection(NewInterface card) => (card.Network, card.Bridge) switch
    {
        (null, null) => "A network, or a bridge of the host.",
        (not null, not null) => "A network, or a bridge of the host: not both.",
        ({ } name, _) when inventory.Networks.Values.FirstOrDefault(network => network.Host == host.Name && network.Name == name) is not { } found => $"There is no network {name} on {host.Name}.",
        ({ } name, _) when plan.Starts && inventory.Networks.Values.Any(network => network.Host == host.Name && network.Name == name && !network.Active) => $"The network {name} is not active: start it first.",
        _ => null,
    };

    private string? Mac(string mac, int index) => MacAddress.Mistake(mac)
        ?? (plan.Interfaces.Where((other, at) => at != index && string.Equals(other.Mac, mac, StringComparison.OrdinalIgnoreCase)).Any() ? "Another card of this machine has it."
        : OwnerOf(mac) is { } owner ? $"{owner} has it already."
        : null);

    private IEnumerable<(string Argument, string? Mistake)> CloudInit() => Asked.CloudInit is not { } asked ? []
        : plan.Seed is not { } seed ? [("cloudInit", "The host has no active pool with files, in which the seed could be put.")]
        : plan.WhyNoSeed is { } why ? [("cloudInit", why)]
        : CloudInitRules.Mistakes(seed.Settings).Select(mistake => ($"cloudInit.{mistake.Key}", (string?)string.Join(' ', mistake.Value)));

    private IEnumerable<(string Argument, string? Mistake)> Unattended() => Asked.Unattended is null ? []
        : Asked.CloudInit is not null ? [("unattended", "cloud-init sets up an image, an installer a medium: not both.")]
        : Asked.Media is null && !plan.HasTree ? [("unattended", "There is no installer without a medium or an installation tree.")]
        : plan.Disks.FirstOrDefault() is null or ExistingVolumePlan ? [("unattended", "The installer wipes the first disk, which has to be a new one.")]
        : DisksBesideAnInstaller() is [_, ..] disks ? disks
        : Asked.Disks?.Count > 1 && plan.Installer?.ReadsMedium() == false ? [("unattended", "This installer asks nobody which disk it takes: let the machine have one, and add the others afterwards.")]
        : plan.Installer is { } installer && !(plan.HasTree ? installer.IsInTrees() : installer.ReadsMedium()) ? [("unattended.installer", plan.HasTree ? "Of trees, kickstart, preseed and autoyast can be answered." : "Debian's and SUSE's installers read answers only where they start from an installation tree.")]
        : plan.HasTree && plan.Tree is null ? []
        : (plan.Tree?.Unattended ?? plan.Seed?.Unattended) is not { } settings ? [("unattended", "The host has no active pool with files, in which the answers could be put.")]
        : !plan.HasTree && plan.WhyNoSeed is { } why ? [("unattended", why)]
        : UnattendedRules.Mistakes(settings, plan.Installer).Where(mistake => plan.KnowsSystems || mistake.Key is not "installer").Select(mistake => ($"unattended.{mistake.Key}", (string?)string.Join(' ', mistake.Value)));

    /// <summary>An installer that asks nobody may err in the disk, so there is none with data. Windows counts disks, bus by bus.</summary>
    private (string Argument, string? Mistake)[] DisksBesideAnInstaller() =>
    [
        .. plan.AskedDisks.Index().Where(disk => disk.Item.IsThere).Select(disk => ($"disks[{disk.Index}].volume", (string?)"An installer that asks nothing gets new disks only: attach this one afterwards.")),
        .. plan.AskedDisks.Index().Where(disk => plan.Installer is Installer.Autounattend && plan.BusOf(disk.Item) != plan.BusOf(plan.AskedDisks[0]))
            .Select(disk => ($"disks[{disk.Index}].bus", (string?)$"Windows finds the first disk by its place on its bus: {plan.BusOf(plan.AskedDisks[0])}, as the first has.")),
    ];

    private string? Ignition() => Asked.Ignition is not { Length: > 0 } ignition ? null
        : Asked.CloudInit is not null || Asked.Unattended is not null ? "One of cloud-init, Ignition and an installer sets it up."
        : !plan.Kind.IsQemu ? "Only QEMU hands it to the guest."
        : plan.Seed is null ? "The host has no active pool with files, in which it could be put."
        : IgnitionConfig.Mistake(ignition);

    private string? OwnerOf(string mac) => inventory.Machines.Values.FirstOrDefault(machine => machine.Id.Host == host.Name
        && MachineLinks.Of(machine).Cards.Any(card => string.Equals(card.MacAddress, mac, StringComparison.OrdinalIgnoreCase)))?.Name;
}
