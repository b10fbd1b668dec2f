using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using Volume = Libvirt.StorageVolume;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>
/// A medium that a machine has for its first boot or its installation only. The machine's own metadata says so, which stays true
/// beside virsh, and after a restart of WebConsole. See docs/adr/0094-after-the-first-boot.md.
/// </summary>
/// <param name="Pool">The UUID of the pool that its volume is in.</param>
/// <param name="Volume">The volume's name.</param>
/// <param name="End">What ends its use.</param>
/// <param name="IsDeleted">Whether the volume is deleted then, instead of only taken out.</param>
internal sealed record SetupMedium(Guid Pool, string Volume, SetupEnd End, bool IsDeleted)
{
    private static readonly (SetupEnd End, string Word)[] Words = [(SetupEnd.Booted, "booted"), (SetupEnd.Off, "off"), (SetupEnd.Installed, "installed"), (SetupEnd.Never, "never")];

    private static readonly ConditionalWeakTable<Machine, Media> Known = [];

    /// <summary>Of a volume that is deleted, its <see cref="MarkOf"/> when it was made: somebody may put another one of its name in its place.</summary>
    public string? Mark { get; init; }

    /// <summary>Those of a machine, in the definition of its next start. Parsed once for each machine object of the inventory.</summary>
    public static ImmutableArray<SetupMedium> Of(Machine machine) => Known.GetValue(machine, Read).All;

    /// <summary>Those of a definition that are not kept; what is incomplete is left out, and what is there twice counts once.</summary>
    public static ImmutableArray<SetupMedium> Of(DomainXml domain) => [.. domain.SetupMedia.Select(Read).OfType<SetupMedium>().Where(medium => medium.End is not SetupEnd.Never).Distinct()];

    /// <summary>Whether its volume would be known if it were there; not while the host's pools, or the volumes of its own, are still to be read.</summary>
    public bool CanBeLookedUp(InventorySnapshot inventory, string host) => inventory.Host(host) is { StorageUnread: false }
        && (inventory.StoragePools.GetValueOrDefault((host, Pool)) is not { State: "running" } || inventory.Volumes.ContainsKey((host, Pool)));

    /// <summary>Size and time of the last change. A machine only reads its medium, and libvirt tells neither a file's number nor its birth.</summary>
    public static string MarkOf(Volume volume)
    {
        var xml = StorageVolumeXml.Parse(volume.GetXml());
        return string.Create(CultureInfo.InvariantCulture, $"{xml.CapacityBytes} {xml.ModifiedAt}");
    }

    /// <summary>Notes in a definition which volumes are deleted, once they are made.</summary>
    public static DomainXml Marked(DomainXml domain, LibvirtConnection connection)
    {
        foreach (var medium in domain.SetupMedia.Where(medium => medium is { IsDeleted: true, Pool: not null, Volume: not null }))
            medium.Mark = connection.OnVolume(medium.Pool!.Value, medium.Volume!, MarkOf);
        return domain;
    }

    /// <summary>Whether an element of a machine's metadata is about it.</summary>
    public bool IsNamedBy(SetupMediumXml written) => written.Pool == Pool && written.Volume == Volume;

    /// <summary>Adds it to a definition.</summary>
    public void Write(DomainXml domain)
    {
        var medium = domain.SetupMedia.Add();
        (medium.Until, medium.Pool, medium.Volume, medium.IsDeleted, medium.Mark) = (Words.First(word => word.End == End).Word, Pool, Volume, IsDeleted, Mark);
    }

    private static Media Read(Machine machine)
    {
        var text = machine.InactiveXml ?? machine.Xml;
        // Few machines have any, and documents are long.
        return new Media(text.Contains(DomainXml.WebConsoleNamespace, StringComparison.Ordinal) && machine.Persistent && DomainXml.TryParse(text, out var domain) ? Of(domain) : []);
    }

    private static SetupMedium? Read(SetupMediumXml medium) => medium is { Pool: { } pool, Volume: { Length: > 0 } volume } && Words.FirstOrDefault(word => word.Word == medium.Until) is { Word: not null } end
        ? new SetupMedium(pool, volume, end.End, medium.IsDeleted) { Mark = medium.Mark } : null;

    private sealed record Media(ImmutableArray<SetupMedium> All);
}
