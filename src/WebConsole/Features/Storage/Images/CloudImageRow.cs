using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Images;

/// <summary>A cloud image: a disk that machines are made of, and none writes to.</summary>
/// <param name="Volume">Where it lies.</param>
/// <param name="Match">What its name tells of the system on it; <c>null</c> if nothing.</param>
/// <param name="Users">The machines that rest on it.</param>
/// <param name="Images">The images that rest on it.</param>
internal sealed record CloudImageRow(PoolVolume Volume, OsImageMatch? Match, ImmutableArray<Machine> Users, ImmutableArray<PoolVolume> Images)
{
    public string Name => Volume.Name;

    public string? System => Match?.Called.Name;

    /// <summary>All of the pools of a host, or of all hosts, in the order of their names.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host; <c>null</c> for all.</param>
    /// <param name="identify">What a name tells.</param>
    public static ImmutableArray<CloudImageRow> Of(InventorySnapshot inventory, string? host, Func<string, OsImageMatch?> identify) =>
    [
        .. (from pool in inventory.StoragePools.Values
            where host is null || pool.Host == host
            from volume in inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed ?? []
            where volume is { IsIso: false, Format: VolumeFormats.Qcow2 or VolumeFormats.Raw }
            let match = identify(volume.Name)
            where CloudImageName.Is(volume.Name, match)
            let image = new PoolVolume(pool, volume)
            let users = VolumeUsers.Of(inventory, image)
            where users.Writers.IsEmpty
            select new CloudImageRow(image, match, users.Machines, users.Images))
            .OrderBy(row => row.Name, NaturalOrder.Instance).ThenBy(row => row.Volume.Pool.Name, NaturalOrder.Instance).ThenBy(row => row.Volume.Pool.Host, StringComparer.Ordinal),
    ];

    /// <summary>Whether each of the words is in something that is shown of it.</summary>
    public bool Fits(IEnumerable<string> words) => words.All(word => Texts.Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true));

    /// <summary>Whether it looks the same.</summary>
    public bool LooksAs(CloudImageRow other) => Volume.Id == other.Volume.Id && Volume.Volume == other.Volume.Volume && Volume.Pool.Name == other.Volume.Pool.Name && Match == other.Match
        && Users.Select(machine => (machine.Id, machine.Name)).SequenceEqual(other.Users.Select(machine => (machine.Id, machine.Name))) && Images.Select(image => image.Id).SequenceEqual(other.Images.Select(image => image.Id));

    private IEnumerable<string?> Texts => [Name, Volume.Pool.Name, Volume.Pool.Host, System, Match?.Os.ShortId, Match?.Architecture, .. Users.Select(machine => machine.Name)];
}
