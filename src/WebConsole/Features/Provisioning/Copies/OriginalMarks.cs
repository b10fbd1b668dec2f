using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>
/// When the volumes that are copied or exported were last written to. A claim keeps WebConsole's users from starting the original meanwhile,
/// but not virsh. Devices and volumes of the network have no such time.
/// </summary>
internal sealed record OriginalMarks(ImmutableArray<(string Volume, string? ModifiedAt)> Volumes)
{
    public static async Task<OriginalMarks> ReadAsync(OperationContext context, IEnumerable<PoolVolume> volumes, string doing)
    {
        var marks = ImmutableArray.CreateBuilder<(string, string?)>();
        foreach (var volume in volumes)
            marks.Add((volume.Name, await context.ReadSharedAsync(volume.Id, Lane.Storage, connection => connection.OnVolume(volume.Pool.Uuid, volume.Name, found => StorageVolumeXml.Parse(found.GetXml()).ModifiedAt), doing).ConfigureAwait(false)));
        return new OriginalMarks(marks.ToImmutable());
    }

    /// <summary>A machine whose memory is saved has a file system that is mounted still.</summary>
    public static string TornBySavedMemory(string machine) => $"{machine} has saved memory, without which its disks are torn. Start it and shut it down, or discard what was saved.";

    /// <summary>Why the copies may be torn; null where they are whole.</summary>
    /// <param name="after">As they are when all are copied.</param>
    /// <param name="machine">The original's name.</param>
    /// <param name="runs">Whether it runs by then.</param>
    public string? WhyTorn(OriginalMarks after, string machine, bool runs) =>
        runs ? $"{machine} was started while its disks were copied."
        : Volumes.Except(after.Volumes).Select(mark => mark.Volume).FirstOrDefault() is { } volume ? $"{volume} was written to while the disks of {machine} were copied."
        : null;
}
