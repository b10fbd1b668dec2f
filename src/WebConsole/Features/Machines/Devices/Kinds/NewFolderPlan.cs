using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A folder of the host that the guest sees.</summary>
internal sealed class NewFolderPlan(DevicePlanner planner, Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    public const string VirtioFs = "virtiofs", NineP = "9p";

    public static readonly ImmutableArray<string> Modes = ["mapped", "passthrough", "squash"];

    private const int LongestTag = 31;

    public override bool AsksHost => true;

    /// <summary>Files of the host are for those who configure it.</summary>
    public override bool ReachesHost => true;

    protected override IEnumerable<string> Fields => ["type", "source", "target", "readOnly", "mode"];

    private string Type => string.IsNullOrEmpty(Asked.Type) ? TypesOf(planner.OfferFor(Machine)).FirstOrDefault(type => type is not VirtioFs || HasSharedMemory) ?? NineP : Asked.Type;

    private bool HasSharedMemory => Definitions.FirstOrDefault() is { } next && IsShared(next);

    /// <summary>The ways that the host offers.</summary>
    public static ImmutableArray<string> TypesOf(HostOffer offer) => [.. new[] { VirtioFs, NineP }.Where(type => offer.HasFileSystem(type is NineP ? "path" : type))];

    /// <summary>Whether the host can reach the memory of a machine, as virtiofs has to.</summary>
    public static bool IsShared(DomainXml domain) => domain.MemoryAccess is "shared" || domain.NumaCells.Any(cell => cell.MemoryAccess is "shared");

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) =>
    [
        ("kind", GuestKind.Of(Machine).IsQemu ? null : "Machines of QEMU only."),
        ("type", OneOf.Mistake(Type, TypesOf(planner.OfferFor(Machine))) ?? (Type is VirtioFs && !HasSharedMemory ? "virtiofs needs memory that is shared with the host: memoryBacking with a source of the type memfd and the access shared. 9p does not." : null)),
        ("source", string.IsNullOrEmpty(Asked.Source) ? "The path of a folder of the host." : HostFolder.PathMistake(Asked.Source)),
        ("target", TargetMistake()),
        ("mode", Asked.Mode is null or "" ? null : Type is VirtioFs ? "Of 9p only." : OneOf.Mistake(Asked.Mode, Modes)),
    ];

    public override IEnumerable<DeviceXml> Make()
    {
        var shared = new FileSystemXml(new XElement("filesystem")) { Type = "mount", AccessMode = Type is VirtioFs ? "passthrough" : string.IsNullOrEmpty(Asked.Mode) ? Modes[0] : Asked.Mode, SourceDirectory = Asked.Source, Target = Asked.Target };
        shared.DriverType = Type is VirtioFs ? VirtioFs : null;
        shared.ReadOnly = Asked.ReadOnly == true;
        yield return shared;
    }

    private string? TargetMistake() => Asked.Target is not { Length: > 0 and <= LongestTag } tag || !tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        ? $"At most {LongestTag} letters, digits, and - _ . without others." : Definitions.Any(domain => domain.Devices.OfType<FileSystemXml>().Any(other => other.Target == tag)) ? "Another folder of the machine has it." : null;
}
