using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>What the arguments of a new container may be.</summary>
internal sealed class ContainerRules(InventorySnapshot inventory, ContainerPlan plan, PoolDirectories directories)
{
    internal const long LeastMemory = 4L << 20;

    /// <summary>Below are accounts of the host: the program that reads an archive, which may be hostile, must not be able to act as one of them.</summary>
    private const long LeastIdOfArchive = 65536;

    private const long MostId = uint.MaxValue - 65536L;
    private const int MostArguments = 100, LongestText = 4096;

    private NewContainer Asked => plan.Asked;

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => Found().Where(found => found.Mistake is not null)
        .GroupBy(found => found.Argument).ToDictionary(found => found.Key, found => found.Select(one => one.Mistake!).ToArray());

    private IEnumerable<(string Argument, string? Mistake)> Found() =>
    [
        ("name", MachineRules.NameMistake(inventory, plan.Host.Name, plan.Name)), ("title", MachineTexts.TitleMistake(Asked.Title)),
        .. Asked.Archive is null ? Directory() : Archive(),
        ("init", Asked.Init is null or "" || IsPath(Asked.Init) ? null : "The program's path in the container, such as /bin/sh."),
        ("arguments", Asked.Arguments?.Count > MostArguments || Asked.Arguments?.Any(argument => argument is null || argument.Length > LongestText || !PlainText.IsLine(argument)) == true ? $"At most {MostArguments}, each one line." : null),
        ("firstId", Asked is { Archive: not null, FirstId: null or < LeastIdOfArchive or > int.MaxValue } ? $"The files of an archive are shifted to users of the host: from {LeastIdOfArchive} to {int.MaxValue}." : Asked.FirstId is null or (> 0 and <= MostId) ? null : $"A number from 1 to {MostId}."),
        ("memory", Asked.Memory is null or >= LeastMemory ? null : $"At least {SizeLimit.Least(LeastMemory)}."), ("vcpus", Asked.Vcpus is null or (> 0 and <= HardwareRules.MostVcpus) ? null : $"A number from 1 to {HardwareRules.MostVcpus}."),
        .. plan.CardsIn(inventory).Select((card, index) => ($"networks[{index}].network", Card(card))),
    ];

    private IEnumerable<(string, string?)> Directory() => Asked is { Root: null, Path: null or "" }
        ? [("archive", "An archive in a pool, a folder of a pool (root), or, of an administrator, a directory of the host (path), with the files of a system.")]
        : [("root", Root()), ("path", Asked.Root is null ? Path() : Asked.Path is null ? null : "A folder of a pool, or a directory of the host: not both.")];

    private IEnumerable<(string, string?)> Archive() =>
    [
        ("archive", plan.ArchiveIn(inventory) is { Volume: { IsFolder: false, Path: ['/', ..] } } archive && RootArchive.EndOf(archive.Name) is not null ? null : $"An archive in a pool, by the pool's UUID and its name, which ends in {RootArchive.Ends}."),
        ("root", Folder()), ("path", Asked.Path is null ? null : "An archive is unpacked into a folder of a pool."),
    ];

    private string? Folder() => plan.PoolIn(inventory) is not { } pool || PoolDirectories.Of(pool) is null || UploadPools.WhyNot(pool) is not null ? "A pool in a directory of the host, in which the folder is made."
        : (Asked.Root?.Volume ?? plan.Name) is var name && ObjectName.Mistake(name) is { } mistake ? mistake
        : inventory.Find(ObjectId.Volume(plan.Host.Name, pool.Uuid, name)) is not null ? $"There is a volume {name} in {pool.Name} already."
        : null;

    private string? Root() => Asked.Root is null || plan.RootIn(inventory) is { Volume: { IsFolder: true, Path: ['/', ..] } } ? null : "A folder in a pool of directories of the host, by the UUID of the pool and its name.";

    private string? Path() => !IsPath(Asked.Path!) ? "An absolute path, without . and .., such as /srv/containers/web."
        : directories.WhyNoRoot(inventory, plan.Host.Name, Asked.Path!);

    private string? Card(NewInterface card) => (card.Network, card.Bridge) switch
    {
        ({ } name, null) => inventory.Networks.Values.Any(network => network.Host == plan.Host.Name && network.Name == name) ? null : $"There is no network {name} on {plan.Host.Name}.",
        (null, { Length: > 0 and <= 15 } bridge) when !bridge.Any(letter => char.IsWhiteSpace(letter) || letter == '/') => null,
        _ => "A network, or a bridge of the host.",
    };

    private static bool IsPath(string path) => path.StartsWith('/') && path.Length <= LongestText && PlainText.IsLine(path) && !path.Split('/').Any(part => part is "." or "..");
}
