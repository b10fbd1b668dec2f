using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;

namespace WebConsole.Storage.Volumes;

/// <summary>What holds for a volume that there is and that becomes a machine's disk.</summary>
internal static class ExistingVolume
{
    /// <summary>As what QEMU reads it. libvirt's word for the format is a guess: the user sees it before, and may say another.</summary>
    public static string FormatOf(string? asked, PoolVolume volume) => asked ?? VolumeFormats.BelowAnother(volume.Volume.Format) ?? VolumeFormats.Raw;

    /// <param name="inventory">What there is.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="asked">The format that the user says.</param>
    /// <param name="isShared">Whether other machines may use it, too.</param>
    /// <returns>Errors by the argument's name, <c>volume</c> or <c>format</c>.</returns>
    public static IEnumerable<(string Argument, string Mistake)> Mistakes(InventorySnapshot inventory, PoolVolume volume, string? asked, bool isShared = false)
    {
        var format = FormatOf(asked, volume);
        if (PoolLimits.OfFolder(volume) is { } folder)
            yield return ("volume", folder);
        else if (DiskImages.WhyNone(volume.Volume) is { } none)
            yield return ("volume", none);
        else if (volume.Volume.Encrypted)
            yield return ("volume", "It is encrypted: machines can't be made with it yet.");
        else if (format != VolumeFormats.Raw && BackingRules.Mistake(inventory, volume.Pool.Host, new BackingVolume(volume.Pool.Uuid, volume.Name, format)) is { } below)
            yield return ("volume", below);
        else if (format != VolumeFormats.Raw && BackingRules.WriterBelow(inventory, volume) is { } writer)
            yield return ("volume", writer);
        if (asked is null && format != VolumeFormats.Raw && BackingRules.IsGuessed(inventory, volume))
            yield return ("format", $"It looks like {format} that rests on another image, which a guest can have written into a raw disk: say which it is.");
        if (asked is not null && VolumeFormats.BelowAnother(asked) != asked)
            yield return ("format", "A format of images that QEMU reads: raw, qcow2, …");
        else if (PoolKinds.Of(volume.Pool) is { HasFiles: false } && format != VolumeFormats.Raw)
            yield return ("format", "Volumes of such a pool are raw.");
        if (!isShared && VolumeUsers.Of(inventory, volume).InWords(volume.Name) is { } users)
            yield return ("volume", $"{users} Two machines that write to one disk destroy its data.");
    }
}
