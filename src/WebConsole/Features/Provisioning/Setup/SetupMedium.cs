using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

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
    private static readonly ConditionalWeakTable<Machine, Media> Known = [];

    /// <summary>Those of a machine, in the definition of its next start. Parsed once for each machine object of the inventory.</summary>
    public static ImmutableArray<SetupMedium> Of(Machine machine) => Known.GetValue(machine, Read).All;

    /// <summary>Those of a definition; what is incomplete is left out, and what is there twice counts once.</summary>
    public static ImmutableArray<SetupMedium> Of(DomainXml domain) => [.. domain.SetupMedia.Select(Read).OfType<SetupMedium>().Distinct()];

    /// <summary>Whether its volume would be known if it were there; not while the host's pools, or the volumes of its own, are still to be read.</summary>
    public bool CanBeLookedUp(InventorySnapshot inventory, string host) => inventory.Host(host) is { StorageUnread: false }
        && (inventory.StoragePools.GetValueOrDefault((host, Pool)) is not { State: "running" } || inventory.Volumes.ContainsKey((host, Pool)));

    /// <summary>Adds it to a definition.</summary>
    public void Write(DomainXml domain)
    {
        var medium = domain.SetupMedia.Add();
        (medium.Until, medium.Pool, medium.Volume, medium.IsDeleted) = (End is SetupEnd.Installed ? "installed" : "booted", Pool, Volume, IsDeleted);
    }

    private static Media Read(Machine machine)
    {
        var text = machine.InactiveXml ?? machine.Xml;
        // Few machines have any, and documents are long.
        return new Media(text.Contains(DomainXml.WebConsoleNamespace, StringComparison.Ordinal) && machine.Persistent && DomainXml.TryParse(text, out var domain) ? Of(domain) : []);
    }

    private static SetupMedium? Read(SetupMediumXml medium) => (medium.Pool, medium.Volume, medium.Until) switch
    {
        ({ } pool, { Length: > 0 } volume, "booted") => new SetupMedium(pool, volume, SetupEnd.Booted, medium.IsDeleted),
        ({ } pool, { Length: > 0 } volume, "installed") => new SetupMedium(pool, volume, SetupEnd.Installed, medium.IsDeleted),
        _ => null,
    };

    private sealed record Media(ImmutableArray<SetupMedium> All);
}
