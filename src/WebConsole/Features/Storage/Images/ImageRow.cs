using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Images;

/// <summary>An ISO image of the library.</summary>
/// <param name="Volume">Where it lies.</param>
/// <param name="Read">What was read of it; <c>null</c> if nothing has been yet.</param>
/// <param name="Users">The machines that have it inserted, now or at their next start.</param>
internal sealed record ImageRow(PoolVolume Volume, IsoImage? Read, ImmutableArray<Machine> Users)
{
    public string Name => Volume.Name;

    /// <summary>What is on it, as far as that is known; the key of its order, too.</summary>
    public string? Holds => Read switch
    {
        { Match: { IsNearest: false } match } => match.Name,
        { Label.VolumeId: { } label } => label,
        _ => null,
    };

    /// <summary>After that day nobody mends what is on it. Of a release that is not known, that isn't either.</summary>
    public DateOnly? EndOfLife => Read?.Match is { IsNearest: false } match ? match.Os.EndOfLife : null;

    /// <summary>All of the pools of a host, or of all hosts, in the order of their names.</summary>
    public static ImmutableArray<ImageRow> Of(InventorySnapshot inventory, string? host) =>
        [.. All(inventory, host).OrderBy(row => row.Name, NaturalOrder.Instance).ThenBy(row => row.Volume.Pool.Name, NaturalOrder.Instance).ThenBy(row => row.Volume.Pool.Host, StringComparer.Ordinal)];

    /// <summary>Whether each of the words is in something that is shown of it.</summary>
    public bool Fits(IEnumerable<string> words) => words.All(word => Texts.Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true));

    /// <summary>Whether it looks the same: of a pool, only its name is shown, and of machines whether they run.</summary>
    public bool LooksAs(ImageRow other) => Volume.Id == other.Volume.Id && Volume.Volume == other.Volume.Volume && Volume.Pool.Name == other.Volume.Pool.Name && Volume.Pool.Silent == other.Volume.Pool.Silent
        && Read == other.Read && Users.Select(Look).SequenceEqual(other.Users.Select(Look));

    private static IEnumerable<ImageRow> All(InventorySnapshot inventory, string? host) =>
        from pool in inventory.StoragePools.Values
        where host is null || pool.Host == host
        let images = inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed.Where(volume => volume.IsIso).ToImmutableArray() ?? []
        where images.Length > 0
        from row in VolumeRow.Of(pool, new PoolVolumes(images), inventory)
        let volume = new PoolVolume(pool, row.Volume)
        // Of an image that has changed since, it is not known any more.
        let read = inventory.IsoImages.GetValueOrDefault(volume.Id) is { } known && known.Volume == row.Volume ? known : null
        select new ImageRow(volume, read, row.Users);

    private IEnumerable<string?> Texts => [Name, Volume.Pool.Name, Volume.Pool.Host, Holds, Read?.Label?.VolumeId, Read?.Match?.Os.Name, Read?.Match?.Os.ShortId, Read?.Architecture, .. Users.Select(machine => machine.Name)];

    private static (MachineId, string, MachineState, bool) Look(Machine machine) => (machine.Id, machine.Name, machine.State, machine.Stale);
}
