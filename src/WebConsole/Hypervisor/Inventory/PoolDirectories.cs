using Libvirt.Xml;
using WebConsole.Hosting;
using WebConsole.Hosting.Files;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// What is in the way of a pool in a directory, or of its deletion with contents. Asked twice: before the task, of paths as
/// they are written; and in the task, of real paths, because a symbolic link may lead anywhere. Links of a remote host are not
/// seen: there, only the text can be compared.
/// </summary>
public sealed class PoolDirectories(InventoryStore store, WebConsoleOptions options)
{
    // What a pool would show to everybody, and its deletion with contents would destroy.
    private static readonly string[] OfTheSystem =
    [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run/libvirt", "/sbin", "/sys", "/usr",
        "/var/backups", "/var/cache", "/var/lib/libvirt/dnsmasq", "/var/lib/libvirt/qemu", "/var/lib/systemd", "/var/log", "/var/mail", "/var/spool",
    ];

    // Whoever is root there would be it over the files of many.
    private static readonly string[] OfEverybody = ["/media", "/mnt", "/opt", "/srv", "/tmp", "/var/tmp"];

    // Whose folder it is does not matter.
    private static readonly string[] OfKeys = [".ssh", ".gnupg"];

    /// <summary>What there is.</summary>
    public InventorySnapshot Inventory => store.Current;

    /// <summary>A pool's directory.</summary>
    public static string? Of(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.TargetPath?.TrimEnd('/') : null;

    /// <summary>The pools whose directory is the folder <paramref name="folder"/>, or lies in it.</summary>
    public static StoragePool[] Below(InventorySnapshot inventory, PoolVolume folder) => folder.Volume.Path is not { } path ? []
        : [.. inventory.StoragePools.Values.Where(pool => pool.Host == folder.Pool.Host && pool.Uuid != folder.Pool.Uuid && Of(pool) is { } its && IsIn(its, path.TrimEnd('/')))];

    /// <summary>Why a pool on <paramref name="host"/> may not have the directory <paramref name="path"/>.</summary>
    public string? WhyNotNew(InventorySnapshot inventory, string host, string path) => WhyNotNew(inventory, host, path, AsWritten);

    /// <summary>The same by real paths. Looks at the file system, which may block.</summary>
    public string? WhyNotReallyNew(string host, string path) => IsLocal(host) ? WhyNotNew(store.Current, host, path, RealPath.Of) : null;

    /// <summary>Why a directory may not be the root of a container on <paramref name="host"/>, where root could write.</summary>
    public string? WhyNoRoot(InventorySnapshot inventory, string host, string path) => WhyNoRoot(inventory, host, path, AsWritten);

    /// <summary>The same by real paths. Looks at the file system, which may block.</summary>
    public string? WhyReallyNoRoot(string host, string path) => IsLocal(host) ? WhyNoRoot(store.Current, host, path, RealPath.Of) : null;

    /// <summary>Why the contents of <paramref name="pool"/> may not be deleted.</summary>
    public string? WhyKept(InventorySnapshot inventory, ObjectId pool) => WhyKept(inventory, pool, AsWritten);

    /// <inheritdoc cref="WhyNotReallyNew"/>
    public string? WhyReallyKept(ObjectId pool) => IsLocal(pool.Host) ? WhyKept(store.Current, pool, RealPath.Of) : null;

    private bool IsLocal(string host) => store.Current.Host(host)?.Facts is { IsLocal: true };

    private string? WhyNotNew(InventorySnapshot inventory, string host, string path, Func<string, string> real)
    {
        var its = real(path);
        return IsOfTheSystem(its, real) ? "This directory belongs to the system. Choose one that is for disks only."
            : inventory.StoragePools.Values.FirstOrDefault(pool => pool.Host == host && Of(pool) is { } taken && real(taken) == its) is { } other ? $"The pool {other.Name} has that directory already."
            : null;
    }

    private string? WhyNoRoot(InventorySnapshot inventory, string host, string path, Func<string, string> real)
    {
        var its = real(path);
        return IsOfTheSystem(its, real) || OfEverybody.Contains(its) ? "This directory belongs to the system. Choose one that is for the container only."
            // Another connection may lead to the same host, and does where both are this one.
            : inventory.StoragePools.Values.FirstOrDefault(pool => (pool.Host == host || (IsLocal(pool.Host) && IsLocal(host))) && Of(pool) is { } held && IsIn(real(held), its)) is { } pool
                ? $"The pool {pool.Name} lies there, with the disks of machines. Choose a directory that is for the container only."
            : null;
    }

    private string? WhyKept(InventorySnapshot inventory, ObjectId id, Func<string, string> real)
    {
        if (inventory.Find(id) is not StoragePool pool)
            return null;
        var xml = StoragePoolXml.TryParse(pool.Xml, out var definition) ? definition : null;
        var place = PlaceOf(pool) is { } written ? Real(written) : null;
        if (place is not null && xml?.Type is not ("logical" or "disk" or "zfs") && IsOfTheSystem(place, real))
            return "It is a directory of the system. Keep what lies in the pool.";
        // A device has more names than those below the pool's directory: /dev/mapper/vg-disk.
        var listed = inventory.Volumes.GetValueOrDefault((id.Host, pool.Uuid))?.Listed.Select(volume => volume.Image).OfType<string>().Select(Real).ToHashSet() ?? [];
        if (Names(inventory.Machines.Values.Where(machine => machine.Id.Host == id.Host && MachineLinks.Of(machine) is var links && (links.Pools.Contains(pool.Name) || links.Images.Any(Reaches))).Select(machine => Named(machine, Of(pool)))) is { } users)
            return $"Machines have disks in it: {users}. Remove their disks first, or keep what lies in the pool.";
        if (Names(inventory.StoragePools.Values.Where(other => other.Host == id.Host && other.Id != id && PlaceOf(other) is { } its && Within(its)).Select(other => other.Name)) is { } inside)
            return $"Other pools have the same place, or one in it: {inside}. Delete them first, or keep what lies in the pool.";
        if (Names(inventory.RestingOn(id.Host, Reaches).Where(volume => volume.Pool.Id != id).Select(volume => volume.Name)) is { } above)
            return $"Volumes of other pools rest on images in it: {above}. Remove them first, or keep what lies in the pool.";
        return inventory.WhyUnknown(id.Host, $"in {pool.Name}");

        bool Reaches(string image) => inventory.Files.Reaches(image, Within);

        bool Within(string other) => listed.Contains(Real(other))
            // All disks' partitions lie in one directory.
            || (xml?.Type is "disk" ? xml.SourceDevices.Any(disk => other.StartsWith(disk, StringComparison.Ordinal)) : place is not null && IsIn(Real(other), place));

        string Real(string name) => name.StartsWith('/') ? real(inventory.Files.RealOf(name)) : name;
    }

    /// <summary>Below which the images of a pool have their names (<see cref="ImageName"/>): its directory, or what storage over a network has instead.</summary>
    private static string? PlaceOf(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var xml) && xml is { Type: "rbd" or "gluster", SourceName: { } source }
        ? xml.Type is "rbd" ? source : $"gluster:{source}/{xml.SourceDirectory?.Trim('/')}".TrimEnd('/')
        : Of(pool);

    private bool IsOfTheSystem(string path, Func<string, string> real) =>
        path is "" or "/" or "/run" or "/home" || path.Split('/').Intersect(OfKeys).Any() || OfTheSystem.Append(options.StateDirectory).Select(real).Any(directory => IsIn(path, directory) || IsIn(directory, path));

    // Its disk is not among the pool's volumes, so one would look there in vain.
    private static string Named(Machine machine, string? directory) => MachineLinks.Of(machine).InAFolderOf(directory) is { } path ? $"{machine.Name} (by path: {path})" : machine.Name;

    private static string AsWritten(string path) => path.TrimEnd('/');

    private static bool IsIn(string path, string directory) => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    private static string? Names(IEnumerable<string> names) => string.Join(", ", names.Order()) is { Length: > 0 } all ? all : null;
}
