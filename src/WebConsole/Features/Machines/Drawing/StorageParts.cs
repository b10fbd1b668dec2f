using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>Disks, the images that they are on, the images below, their pools, and what the pools lie on.</summary>
internal sealed class StorageParts(DrawingSheet sheet, HardwareContext context)
{
    /// <summary>Whoever makes images can make a chain of any length.</summary>
    private const int MostImages = 100;

    /// <summary>Which images lie in which pool; drawn when it is known how many columns the images take.</summary>
    private readonly List<(string From, StoragePool Pool)> _pools = [];

    private int _deepest = DrawingSheet.FirstLayer;

    /// <summary>All volumes of the host by their names as images; only a chain needs it.</summary>
    private readonly Lazy<ILookup<string, PoolVolume>> _volumes = new(() =>
        (from pool in context.Inventory.StoragePools.Values
         where pool.Host == context.Host && context.Inventory.Volumes.ContainsKey((pool.Host, pool.Uuid))
         from volume in context.Inventory.Volumes[(pool.Host, pool.Uuid)].Listed
         where volume.Image is not null
         select new PoolVolume(pool, volume)).ToLookup(known => known.Volume.Image!));

    public static string? Detail(DiskXml disk, HardwareContext context) => string.Join(" ", new[]
    {
        context.CapacityOf(disk) is { } bytes ? Format.Bytes(bytes) : null,
        disk.TargetBus,
        disk.Device is "cdrom" && disk.SourcePath is null && disk.Source.Volume is null ? "empty" : null,
    }.OfType<string>());

    public void Add(DrawingNode device, DiskXml disk)
    {
        sheet.AddDevice(device);
        var from = device.Key;
        foreach (var (depth, image) in ImagesOf(disk).Index())
        {
            _deepest = Math.Max(_deepest, DrawingSheet.FirstLayer + depth);
            var box = Box(image, DrawingSheet.FirstLayer + depth);
            if ((image.Volume?.Pool ?? Stopped(image.Path)) is { } pool)
                _pools.Add((box.Key, pool));
            // The chain below one that is there is there, too.
            if (!sheet.Lead(from, box))
                return;
            from = box.Key;
        }
        if (from == device.Key && Remote(disk) is { } server)
            sheet.Lead(from, server);
    }

    /// <summary>Draws the pools: the lowest image of a chain leads to its pool, and one whose pool is another than that of the image below.</summary>
    public void Finish()
    {
        var pools = _pools.DistinctBy(known => known.From).ToDictionary(known => known.From, known => known.Pool);
        var below = sheet.Graph.Lines.Where(line => pools.ContainsKey(line.From) && pools.ContainsKey(line.To)).ToLookup(line => line.From, line => pools[line.To].Id);
        foreach (var (from, pool) in pools)
        {
            if (below[from].Contains(pool.Id))
                continue;
            sheet.Lead(from, Box(pool));
            if (Under(pool) is { } source)
                sheet.Lead(Box(pool).Key, source);
        }
    }

    private IEnumerable<(string Image, string Path, PoolVolume? Volume)> ImagesOf(DiskXml disk)
    {
        var seen = new HashSet<string>();
        var (volume, told) = (context.VolumeOf(disk), disk.BackingStore);
        var path = volume?.Volume.Path ?? disk.Source.File ?? disk.Source.Device;
        while (ImageName.OfVolume(path) is { } image && seen.Count < MostImages && seen.Add(image))
        {
            yield return (image, path!, volume);
            path = told is null ? volume?.Volume.BackingPath
                : told.Type is null ? null
                : told.Source is { Pool: { } pool, Volume: { } name } ? VolumeNames.ImageOf(context.Inventory, context.Host, pool, name)
                : told.SourcePath;
            told = told?.BackingStore;
            volume = ImageName.OfVolume(path) is { } below ? _volumes.Value[below].FirstOrDefault() : null;
        }
    }

    private DrawingNode Box((string Image, string Path, PoolVolume? Volume) image, int layer) => new($"image:{image.Image}", layer, "image", Icons.Material.Outlined.InsertDriveFile, image.Volume?.Name ?? Path.GetFileName(image.Path))
    {
        Detail = image.Volume is { } volume ? string.Join(" ", new[] { volume.Volume.Format, volume.Volume.AllocationBytes is { } bytes ? Format.Bytes(bytes) : null }.OfType<string>()) : Stopped(image.Path) is { } stopped ? $"pool {stopped.Name} is not started" : "in no pool",
        Link = image.Volume is { } known ? AppUrls.Of(known.Id) : null,
    };

    private StoragePool? Stopped(string path) => StoppedPools.Holding(context.Inventory, context.Host, path);

    private DrawingNode Box(StoragePool pool) => new($"pool:{pool.Uuid:D}", _deepest + 1, "storage pool", Icons.Material.Outlined.Dns, pool.Name)
    {
        Detail = PoolWords.Kind(StoragePoolXml.TryParse(pool.Xml, out var view) ? view : null),
        Link = AppUrls.Of(pool.Id),
        State = ((ISubject)pool).StateWord,
        StateWord = ((ISubject)pool).StateWord,
    };

    private DrawingNode? Under(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var view) && (PoolWords.Source(view) ?? view.TargetPath) is { } source
        ? new DrawingNode($"storage:{source}", _deepest + 2, "storage", Icons.Material.Outlined.SdStorage, source) { Detail = view.Type is "dir" ? "directory of the host" : PoolWords.Kind(view) }
        : null;

    private static DrawingNode? Remote(DiskXml disk) => disk.Source is { Protocol: { } protocol } source
        ? new DrawingNode($"remote:{protocol}:{source.Name}", DrawingSheet.FirstLayer, "image", Icons.Material.Outlined.Cloud, source.Name ?? protocol) { Detail = DiskWords.Servers(source.Hosts) is { } servers ? $"{protocol} at {servers}" : protocol }
        : null;
}
