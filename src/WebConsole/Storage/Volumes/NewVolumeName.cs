using System.Globalization;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Text;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Storage.Volumes;

/// <summary>Names a new volume after its machine, as its pool takes it.</summary>
/// <param name="inventory">What there is.</param>
/// <param name="taken">What else is going to be made.</param>
internal sealed partial class NewVolumeName(InventorySnapshot inventory, IReadOnlySet<ObjectId> taken)
{
    /// <summary>The machine's name with <paramref name="end"/>, and a number between them where that is taken.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="end">What follows, such as <c>.qcow2</c>; only files have it.</param>
    public string For(StoragePool pool, string machine, string end)
    {
        if (PoolKinds.Of(pool) is { HasPartitions: true } && NextPartition(pool) is { } partition)
            return partition;
        var (start, last) = PoolKinds.Of(pool) is { HasFiles: false } ? (Plain(machine), "") : (machine, end);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? last : string.Create(CultureInfo.InvariantCulture, $"-{number}{last}"))
            .Select(rest => Cut(start, MostBytes(pool) - rest.Length) + rest)
            .First(name => ObjectId.Volume(pool.Host, pool.Uuid, name) is var id && !taken.Contains(id) && inventory.Find(id) is null);
    }

    /// <summary>The name that a volume would have if it were free; null in a pool that numbers its volumes itself.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="name">What <see cref="For"/> has chosen.</param>
    public static string? Wanted(StoragePool pool, string machine, string name) => PoolKinds.Of(pool) is not { } kind || kind.HasPartitions ? null
        : !kind.HasFiles ? Cut(Plain(machine), MostBytes(pool))
        : Path.GetExtension(name) is var end ? Cut(machine, MostBytes(pool) - end.Length) + end : null;

    private static int MostBytes(StoragePool pool) => PoolKinds.Of(pool) is { HasFiles: false } ? PoolPartRules.LongestVolume : ObjectName.MostBytes;

    private string? NextPartition(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var xml)
        ? PoolWords.NextPartition(xml, [.. (inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed ?? []).Select(volume => volume.Name),
            .. taken.Where(volume => volume.Parent == pool.Id).Select(volume => volume.OwnName)])
        : null;

    /// <summary>What LVM and Ceph take.</summary>
    private static string Plain(string machine) => NotPlain().Replace(machine, "-").TrimStart('-', '.') is { Length: > 0 } plain ? plain : "machine";

    private static string Cut(string text, int most)
    {
        var (length, bytes) = (0, 0);
        foreach (var letter in text.EnumerateRunes())
        {
            if ((bytes += letter.Utf8SequenceLength) > most)
                break;
            length += letter.Utf16SequenceLength;
        }
        return text[..length].TrimEnd();
    }

    [GeneratedRegex("[^A-Za-z0-9_.+-]")]
    private static partial Regex NotPlain();
}
