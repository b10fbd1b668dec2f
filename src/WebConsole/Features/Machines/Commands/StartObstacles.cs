using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>
/// Advice for a failed start. libvirt's message names a network, a pool or a file; the definition tells which part of
/// the machine needs it, and the inventory its state.
/// </summary>
internal sealed class StartObstacles
{
    private readonly string _said;
    private readonly string _uri;
    private readonly Network[] _networks;
    private readonly StoragePool[] _pools;
    private readonly DomainXml _domain;

    private StartObstacles(Machine machine, DomainXml domain, string uri, string said, InventorySnapshot inventory)
    {
        (_domain, _uri, _said) = (domain, uri, said);
        _networks = [.. inventory.Networks.Values.Where(network => network.Host == machine.Id.Host)];
        _pools = [.. inventory.StoragePools.Values.Where(pool => pool.Host == machine.Id.Host)];
    }

    public static string? Advice(Machine machine, string uri, Libvirt.LibvirtException error, InventorySnapshot inventory) =>
        DomainXml.TryParse(machine.Xml, out var domain) && new StartObstacles(machine, domain, uri, error.Message, inventory) is var obstacles
            ? obstacles.OfCards() ?? obstacles.OfDisks() ?? obstacles.OfFiles()
            : null;

    private string? OfCards() => First(_domain.Interfaces, card =>
        Names(card.SourceNetwork) ? OfNetwork(card, card.SourceNetwork!)
        : Names(card.SourceBridge) && Says("No such device") ? $"{Card(card)}: there is no bridge {Words.Name(card.SourceBridge)} on the host. Make it, or connect the card to something else."
        : Names(card.SourceDevice) && Says("No such device") ? $"{Card(card)}: there is no network device {Words.Name(card.SourceDevice)} on the host. Connect the card to something else."
        : null) ?? OfVlans();

    /// <summary>libvirt names neither the card nor the network.</summary>
    private string? OfVlans() => Says("vlan tag") && string.Join(", ", _domain.Interfaces.Where(card => card.Vlans.Count > 0).Select(card => Words.Name(card.MacAddress))) is { Length: > 0 } cards
        ? $"A VLAN works only on a bridge of Open vSwitch and with SR-IOV. Take the VLAN off this network card: {cards}." : null;

    private string? OfNetwork(InterfaceXml card, string name) => _networks.FirstOrDefault(network => network.Name == name) switch
    {
        { Active: false } off => $"Network {Words.Name(name)} is off: start it ({VirshCommand.For(_uri, "net-start", off.Uuid, name)}).",
        null => $"{Card(card)}: there is no network {Words.Name(name)}. Define it, or connect the card to another network.",
        _ => null,
    };

    private string? OfDisks() => First(_domain.Disks, disk => disk.Source.Pool is { } pool ? OfPool(disk, pool) : OfImage(disk));

    private string? OfPool(DiskXml disk, string name) => !Names(name) && !Names(disk.Source.Volume) ? null
        : _pools.FirstOrDefault(pool => pool.Name == name) switch
        {
            null when Names(name) => $"{Disk(disk)}: there is no pool {Words.Name(name)}. Define it, or give the disk another volume.",
            { State: "inactive" } off => $"Pool {Words.Name(name)} is off: start it ({VirshCommand.For(_uri, "pool-start", off.Uuid, name)}).",
            _ when Names(disk.Source.Volume) && Says("no storage vol") =>
                $"{Disk(disk)}: there is no volume {Words.Name(disk.Source.Volume)} in the pool {Words.Name(name)}. Put it back, or give the disk another volume.",
            _ => null,
        };

    private string? OfImage(DiskXml disk) => !Names(disk.SourcePath) ? null
        : Says("backing file") && Says("No such file") ? $"{Disk(disk)}: an image below {Words.Name(disk.SourcePath)}, which libvirt names, does not exist. Put it back."
        : Says("No such file") ? $"{Disk(disk)}: {Words.Name(disk.SourcePath)} does not exist. Put it back, or give the disk another image."
        : Says("Permission denied") ? $"{Disk(disk)}: QEMU's user may not read {Words.Name(disk.SourcePath)}. See to the rights of the file and of the directories above it."
        : null;

    /// <summary>QEMU's messages without a file name.</summary>
    private string? OfFiles()
    {
        var formats = _domain.Disks.Where(disk => disk.DriverType is { } format && Says($"Image is not in {format} format")).ToArray();
        return formats is [var first, ..]
            ? $"{string.Join(" or ", formats.Select(Disk))}: the image is not in the format {first.DriverType}, as the definition has it. Correct the format in the definition, or put the right image there."
            : Says("No such file or directory") ? "A file that the definition names does not exist; libvirt says which." : null;
    }

    private bool Names(string? name) => !string.IsNullOrEmpty(name) && Says($"'{name}'");

    private bool Says(string text) => _said.Contains(text, StringComparison.Ordinal);

    private static string Card(InterfaceXml card) => $"Network card {Words.Name(card.MacAddress)}";

    private static string Disk(DiskXml disk) => $"Disk {Words.Name(disk.TargetDevice)}";

    private static string? First<T>(IEnumerable<T> devices, Func<T, string?> advice) => devices.Select(advice).FirstOrDefault(said => said is not null);
}
