using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>The media of a first boot or an installation, as the definitions of their machine name them.</summary>
/// <param name="images">The image of each; <c>null</c> where its pool is gone.</param>
internal sealed class SetupImages(IReadOnlyDictionary<SetupMedium, string?> images)
{
    private readonly HashSet<string> _names = [.. images.Values.OfType<string>()];

    /// <summary>The media that it has, in its definition in force or that of the next start, or that an earlier attempt has taken out.</summary>
    public HashSet<SetupMedium> HadBy(Domain domain)
    {
        DomainXml[] both = [Read(domain), Read(domain, DomainXmlFlags.Inactive)];
        var names = both.SelectMany(one => one.Disks.Select(ImageName.OfDisk).Concat(StartFiles(one))).OfType<string>().ToHashSet();
        return [.. images.Where(image => (image.Value is { } name && names.Contains(name)) || both[1].SetupMedia.Any(written => written.IsTakenOut && image.Key.IsNamedBy(written))).Select(image => image.Key)];
    }

    /// <summary>Why what is deleted is needed still: its memory, once saved, is restored with the files that it was started with.</summary>
    public string? WhyNeededBy(Domain domain)
    {
        if (!images.Keys.Any(medium => medium.IsDeleted))
            return null;
        if (domain.HasManagedSave)
            return $"{domain.Name} has saved memory, which is restored with all its media. Start it, or discard what was saved.";
        var held = domain.IsActive ? StartFiles(Read(domain)).ToHashSet() : [];
        return images.FirstOrDefault(image => image.Key.IsDeleted && image.Value is { } name && held.Contains(name)).Key is { } medium
            ? $"{domain.Name} was started with {medium.Volume}, which QEMU needs again when the machine is saved and restored. Shut it down first." : null;
    }

    /// <summary>Without the media, and with a note which of them it had. A drive stays, empty: unlike a disk it can't be unplugged.</summary>
    /// <returns>Whether it started from an installer's kernel so far, and now starts from its disk.</returns>
    public bool TakeOut(DomainXml domain, IReadOnlySet<SetupMedium> had)
    {
        foreach (var written in domain.SetupMedia.Where(written => had.Any(medium => medium.IsNamedBy(written))))
            written.IsTakenOut = true;
        foreach (var disk in domain.Disks.Where(disk => AreOn(disk)).ToArray())
        {
            if (disk.Device is "cdrom")
                disk.SetSource(null);
            else
                domain.Devices.Remove(disk);
        }
        foreach (var info in domain.SystemInfo.ToArray())
        {
            foreach (var entry in info.Entries.Where(entry => entry.File is { } file && _names.Contains(file)).ToArray())
                info.Entries.Remove(entry);
            if (info is { Type: "fwcfg", Entries.Count: 0 })
                domain.SystemInfo.Remove(info);
        }
        if (domain.Kernel is not { } kernel || !_names.Contains(kernel))
            return false;
        (domain.Kernel, domain.Initrd, domain.KernelArguments, domain.OnReboot) = (null, null, null, "restart");
        return true;
    }

    public bool AreOn(DiskXml disk) => ImageName.OfDisk(disk) is { } image && _names.Contains(image);

    /// <summary>What can't be read may name anything.</summary>
    private static DomainXml Read(Domain domain, DomainXmlFlags flags = default) => DomainXml.TryParse(domain.GetXml(flags), out var read) ? read
        : throw new OperationFailedException($"The definition of {domain.Name} can't be read.", "Mend it with virsh edit.");

    /// <summary>What QEMU opens when it starts, and a machine that runs can't let go of.</summary>
    private static IEnumerable<string?> StartFiles(DomainXml domain) => domain.SystemInfo.SelectMany(info => info.Entries).Select(entry => entry.File).Append(domain.Kernel).Append(domain.Initrd);
}
