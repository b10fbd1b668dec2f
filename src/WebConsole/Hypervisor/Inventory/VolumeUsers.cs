using System.Collections.Immutable;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// What would suffer if a volume changed: the images that rest on it, and the machines that use it, by any of its names, in the
/// definition in force or that of the next start, or that use one of these images.
/// </summary>
/// <param name="Machines">In the order of their names.</param>
/// <param name="Images">Directly or over others.</param>
public sealed record VolumeUsers(ImmutableArray<Machine> Machines, ImmutableArray<PoolVolume> Images)
{
    /// <summary>Those of the machines that have it below a disk's image which no pool lists.</summary>
    public ImmutableArray<Machine> Through { get; init; } = [];

    /// <summary>Those of the machines that may write to it when they run, and do not only read it below their own images.</summary>
    public ImmutableArray<Machine> Writers { get; init; } = [];

    public static VolumeUsers Of(InventorySnapshot inventory, PoolVolume volume)
    {
        var host = volume.Pool.Host;
        var files = inventory.Files;
        var names = VolumeNames.OfVolume(inventory, volume.Id).ToHashSet();
        var images = names.Select(name => (inventory.Find(name) as PoolVolume)?.Volume.Image).Append(volume.Volume.Image).OfType<string>().Select(files.RealOf).ToHashSet();
        var (own, ownNames) = (images.ToHashSet(), Named(names));
        var above = new List<PoolVolume>();
        // Each round goes up one image.
        for (PoolVolume[] round; (round = [.. inventory.RestingOn(host, Reaches).Where(image => names.Add(image.Id))]).Length > 0;)
        {
            above.AddRange(round);
            images.UnionWith(round.Select(image => image.Volume.Image).OfType<string>().Select(files.RealOf));
        }
        var volumes = Named(names);
        ImmutableArray<Machine> machines = [.. inventory.Machines.Values.Where(machine => machine.Id.Host == host && MachineLinks.Of(machine) is var links && (links.Images.Any(Reaches) || links.Volumes.Any(IsIt)))
            .OrderBy(machine => machine.Name, NaturalOrder.Instance)];
        return new VolumeUsers(machines, [.. above])
        {
            // A job that merges images writes into those below.
            Writers = [.. machines.Where(machine => machine.DiskJobs.Any(job => job.Kind is DiskJobKind.Commit or DiskJobKind.ActiveCommit or DiskJobKind.Unknown) || (MachineLinks.Of(machine) is var links && (links.Written.Any(IsOwn) || links.WrittenVolumes.Any(IsItself))))],
            Through = [.. inventory.Machines.Values.Where(machine => machine.Id.Host == host && MachineLinks.Of(machine) is var links && (links.Below.Any(Reaches) || links.Images.Any(image => !images.Contains(files.RealOf(image)) && Reaches(image))))],
        };

        bool Reaches(string image) => files.Reaches(image, images.Contains);

        HashSet<(string? Pool, string)> Named(IEnumerable<ObjectId> ids) => [.. ids.Select(name => (inventory.StoragePools.GetValueOrDefault((host, name.Parent!.Value.Uuid!.Value))?.Name, name.OwnName))];

        bool IsOwn(string image) => own.Contains(files.RealOf(image));

        bool IsItself((string Pool, string Name) its) => ownNames.Contains(its) || (VolumeNames.ImageOf(inventory, host, its.Pool, its.Name) is { } image && IsOwn(image));

        bool IsIt((string Pool, string Name) its) => volumes.Contains(its) || (VolumeNames.ImageOf(inventory, host, its.Pool, its.Name) is { } image && Reaches(image));
    }

    /// <summary>Those that have it open, be it below their own images.</summary>
    public string? Running => Names(Machines.Where(machine => machine.IsActive).Select(machine => machine.Name));

    /// <summary>Those that run and may write to it, so that whoever reads it would get it torn.</summary>
    public string? RunningWriters => Names(Writers.Where(machine => machine.IsActive).Select(machine => machine.Name));

    /// <summary>All in one sentence; <c>null</c> where there is none.</summary>
    public string? InWords(string volume) => (Names(Machines.Select(machine => machine.Name)), Names(Images.Select(image => image.Name))) switch
    {
        (null, null) => null,
        ({ } machines, null) => $"{volume} is used by {machines}.",
        (null, { } images) => $"{images} {(Images.Length > 1 ? "rest" : "rests")} on {volume}.",
        ({ } machines, { } images) => $"{volume} is used by {machines}, and {images} {(Images.Length > 1 ? "rest" : "rests")} on it.",
    };

    private static string? Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } all ? all : null;
}
