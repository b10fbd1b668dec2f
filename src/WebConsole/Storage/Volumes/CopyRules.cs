using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Text;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Storage.Volumes;

/// <summary>What a copy of a volume becomes, and why it can't be made.</summary>
/// <param name="inventory">What there is.</param>
/// <param name="from">The original.</param>
/// <param name="asked">The arguments.</param>
internal sealed class CopyRules(InventorySnapshot inventory, PoolVolume from, VolumeCopy asked)
{
    /// <summary>Where the copy is made; <c>null</c> if there is no such pool.</summary>
    public StoragePool? Into { get; } = asked.Pool is { } uuid ? inventory.StoragePools.GetValueOrDefault((from.Pool.Host, uuid)) : from.Pool;

    private PoolKind? Kind => Into is null ? null : PoolKinds.Of(Into);

    /// <summary>How QEMU reads the original, if it can.</summary>
    public string? Original => VolumeFormats.BelowAnother(from.Volume.Format) ?? from.Volume.Format;

    /// <summary>The copy's format; <c>null</c> where volumes have none.</summary>
    public string? Format => Kind is { HasFiles: false } ? null : asked.Format ?? Original;

    /// <summary>
    /// Whether qemu-img has to read the image: for another format, or because it rests on an image, of which another pool would
    /// not have the path.
    /// </summary>
    public bool Converts => (Format ?? VolumeFormats.Raw) != Original || (from.Volume.BackingPath is not null && Into?.Id != from.Pool.Id);

    /// <summary>Whether libvirt copies it, because its bytes can't go through WebConsole.</summary>
    public bool ByLibvirt => Into?.Id == from.Pool.Id && Kind is { CanStream: false, MakesVolumes: true };

    /// <summary>Whether it is encrypted, as the original is: its bytes are copied as they are, and its passphrase is kept for it too.</summary>
    public bool Encrypted => from.Volume.Encrypted;

    /// <summary>What it takes at most: of a file its blocks, without its holes.</summary>
    public long Room => (Kind is { CanBeThin: false } || from.Volume.IsDevice ? from.Volume.CapacityBytes : from.Volume.AllocationBytes) ?? 0;

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => new[] { ("pool", Pool()), ("name", Name()), ("format", WrongFormat()), ("passphrase", Passphrase()) }
        .Where(check => check.Item2 is not null).ToDictionary(check => check.Item1, check => new[] { check.Item2! });

    /// <summary>Why it can't be made now.</summary>
    public string? WhyNow() => VolumeUsers.Of(inventory, from).RunningWriters is { } running ? $"{from.Name} is a disk of {running}: while it is written to, a copy would be torn. Stop the machine first."
        : Into is { } pool && pool.AvailableBytes < Room ? $"The copy takes {Text.Format.Bytes(Room)}, and the pool {pool.Name} has {Text.Format.Bytes(pool.AvailableBytes)} left, as of its last refresh."
        : null;

    private string? Pool() => Into is not { } pool ? "The UUID of a pool of the same host."
        : pool.State != "running" ? $"The pool {pool.Name} is not active: start it first."
        : WhyNotInto(pool);

    /// <summary>Why no copy can be made in a pool.</summary>
    public string? WhyNotInto(StoragePool pool) => ByLibvirt ? null
        : PoolKinds.Of(from.Pool) is { CanStream: false } kind ? kind.MakesVolumes ? $"libvirt can copy volumes of {from.Pool.Name} only within it." : $"libvirt can't copy volumes of {from.Pool.Name}."
        : Encrypted && (PoolKinds.Of(pool) is { HasFiles: false } || PoolDirectories.Of(pool) is null) ? "The pool has no directory, by which libvirt would find the passphrase."
        : UploadPools.WhyNot(pool);

    private string? Name()
    {
        var name = asked.Name ?? "";
        return ObjectName.Mistake(name)
            ?? (Kind is { HasFiles: false } ? PoolPartRules.Name(name) : null)
            ?? (Into is { } pool && inventory.Find(ObjectId.Volume(pool.Host, pool.Uuid, name)) is not null ? $"There is a volume {name} in the pool {pool.Name} already." : null);
    }

    private string? Passphrase() => (Encrypted, asked.Passphrase) switch
    {
        (true, null or "") => $"The passphrase of {from.Name}: libvirt keeps it for the copy, too.",
        (true, { Length: > NewVolumeRules.LongestPassphrase }) => $"At most {NewVolumeRules.LongestPassphrase} letters.",
        (false, not null) => $"{from.Name} is not encrypted.",
        _ => null,
    };

    private string? WrongFormat()
    {
        if (Into is null || Kind is not { } kind)
            return null;
        if (!kind.HasFiles && asked.Format is not (null or VolumeFormats.Raw))
            return "Volumes of such a pool are raw.";
        if (asked.Format is not null && kind.HasFiles && VolumeFormats.Of(kind, inventory.Host(from.Pool.Host)) is var formats && !formats.Contains(asked.Format))
            return $"One of {string.Join(", ", formats)}.";
        if (Encrypted && Converts)
            return "An encrypted volume is copied in its format, and into another pool only if it rests on no image.";
        // What is read as raw names nothing else, whatever is in it.
        return !Converts || Original is VolumeFormats.Raw ? null : BackingRules.Mistake(inventory, from.Pool.Host, new BackingVolume(from.Pool.Uuid, from.Name));
    }
}
