using System.Collections.Immutable;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>An image of a chain.</summary>
/// <param name="Depth">How many images it rests on.</param>
/// <param name="Path">Its path.</param>
/// <param name="Volume">The volume; <c>null</c> where no pool lists it.</param>
/// <param name="Machines">Machines with a disk on it.</param>
public sealed record ChainImage(int Depth, string Path, PoolVolume? Volume, ImmutableArray<Machine> Machines);

/// <summary>The images that a volume rests on, and those that rest on it.</summary>
/// <param name="Images">The lowest first; each one's are right after it.</param>
/// <param name="Place">Where the volume itself stands among them.</param>
/// <param name="IsCut">Whether there are more.</param>
public sealed record VolumeChain(ImmutableArray<ChainImage> Images, int Place, bool IsCut)
{
    /// <summary>A page shows no more.</summary>
    private const int Most = 200;

    /// <summary>Whether it rests on nothing, and nothing rests on it.</summary>
    public bool IsAlone => Images.Length == 1;

    public static VolumeChain Of(InventorySnapshot inventory, PoolVolume volume)
    {
        var host = volume.Pool.Host;
        PoolVolume[] volumes =
        [
            .. from pool in inventory.StoragePools.Values
               where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
               from listed in inventory.Volumes[(host, pool.Uuid)].Listed
               select new PoolVolume(pool, listed),
        ];
        var machines = inventory.Machines.Values.Where(machine => machine.Id.Host == host).OrderBy(machine => machine.Name, NaturalOrder.Instance)
            .Select(machine => (Machine: machine, Links: MachineLinks.Of(machine))).ToArray();
        var byImage = volumes.Where(known => known.Volume.Image is not null).ToLookup(known => known.Volume.Image!);
        var above = volumes.Where(known => known.Volume.BackingImage is not null).OrderBy(known => known.Name, NaturalOrder.Instance).ToLookup(known => known.Volume.BackingImage!);
        var seen = new HashSet<string>();
        var images = new List<ChainImage>();
        if (volume.Volume.Image is { } itself)
            seen.Add(itself);

        // Whoever makes an image can have it rest on itself.
        var below = new Stack<(string Path, PoolVolume? Volume)>();
        for (var path = volume.Volume.BackingPath; ImageName.OfVolume(path) is { } image && below.Count < Most && seen.Add(image);)
        {
            var found = byImage[image].FirstOrDefault();
            below.Push((path!, found));
            path = found?.Volume.BackingPath;
        }
        foreach (var (path, found) in below)
            images.Add(Image(images.Count, path, found));
        var place = images.Count;
        Add(place, volume);
        var most = place + Most;
        return new VolumeChain([.. images.Take(most).Select(WithItsOwnMachines)], place, images.Count > most);

        void Add(int depth, PoolVolume image)
        {
            images.Add(Image(depth, image.Volume.Path ?? image.Name, image));
            foreach (var next in above[image.Volume.Image ?? ""].Where(next => images.Count <= place + Most && (next.Volume.Image is not { } name || seen.Add(name))))
                Add(depth + 1, next);
        }

        // A running machine names the whole chain of its disk: it stands at the highest of them.
        ChainImage WithItsOwnMachines(ChainImage image, int at) => image with
        {
            Machines = [.. image.Machines.Except(images.Skip(at + 1).TakeWhile(other => other.Depth > image.Depth).SelectMany(other => other.Machines))],
        };

        ChainImage Image(int depth, string path, PoolVolume? known) => new(depth, path, known,
            [.. machines.Where(machine => machine.Links.Images.Contains(ImageName.OfVolume(path)!) || (known is not null && machine.Links.Volumes.Contains((known.Pool.Name, known.Name)))).Select(machine => machine.Machine)]);
    }
}
