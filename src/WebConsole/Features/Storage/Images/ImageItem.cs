using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;

namespace WebConsole.Features.Storage.Images;

/// <summary>An ISO image in the API; sizes in bytes.</summary>
/// <param name="Pool">The UUID of its pool.</param>
/// <param name="IsRead">Whether its label has been read; until then nothing below is known.</param>
/// <param name="Label">Its own name.</param>
/// <param name="Architecture">As libvirt names it.</param>
/// <param name="Os">What osinfo-db recognises in it.</param>
/// <param name="Problem">Why it can't be read.</param>
internal sealed record ImageItem(string Host, Guid Pool, string PoolName, string Name, string? Path, long? Capacity, long? Allocation,
    bool IsRead, string? Label, string? Architecture, bool? BootsBios, bool? BootsUefi, ImageOs? Os, string? Problem, ImmutableArray<ImageUser> InsertedIn)
{
    public static ImageItem Of(ImageRow row)
    {
        var ((pool, volume), read) = (row.Volume, row.Read);
        return new(pool.Host, pool.Uuid, pool.Name, volume.Name, volume.Path, volume.CapacityBytes, volume.AllocationBytes,
            read is not null, read?.Label?.VolumeId, read?.Architecture, read?.Label?.BootsBios, read?.Label?.BootsUefi, read?.Match is { } match ? ImageOs.Of(match) : null, read?.Problem,
            [.. row.Users.Select(machine => new ImageUser(machine.Id.Uuid, machine.Name, machine.State.ToToken()))]);
    }
}

/// <summary>An operating system on an image.</summary>
/// <param name="Id">Its URI in osinfo-db.</param>
/// <param name="Name">With the edition.</param>
/// <param name="IsNearest">Whether it only comes nearest to what is on the image, which osinfo-db does not know.</param>
internal sealed record ImageOs(string Id, string? ShortId, string Name, string? Version, string? Family, string? Vendor, bool Live, DateOnly? Released, DateOnly? EndOfLife, bool IsNearest)
{
    public static ImageOs Of(OsMatch match) => new(match.Os.Id, match.Os.ShortId, match.Name, match.Os.Version, match.Os.Family, match.Os.Vendor, match.Medium.IsLive, match.Os.Released, match.Os.EndOfLife, match.IsNearest);
}

/// <summary>A machine that has an image inserted.</summary>
internal sealed record ImageUser(Guid Uuid, string Name, string State);
