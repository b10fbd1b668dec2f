using System.Collections.Immutable;
using System.Security.Claims;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Storage.Kinds;

/// <summary>
/// Finds what a pool could be made of: libvirt asks a server for its shares and targets, and the host for its volume
/// groups; disks come from the host's devices. Servers may answer anything, so nothing of it is trusted.
/// </summary>
public sealed class PoolSources(HypervisorGateway gateway, InventoryStore inventory, IAccess access)
{
    // A server may list any number.
    private const int Most = 500;

    /// <summary>Why somebody may not look on a host; <c>null</c> for who may make a pool.</summary>
    public SourceSearch? RefusalOf(ClaimsPrincipal user, string host) => access.May(user, Right.Configure, ObjectId.OfHost(host)) ? null
        : new SourceSearch(RefusalReason.NotAllowed, "This needs the right to configure the host.");

    /// <summary>Looks for sources of a kind on a host.</summary>
    /// <param name="user">Who asks: only who may make a pool, because the host connects to any server.</param>
    /// <param name="host">The host.</param>
    /// <param name="kind">The kind of the pool.</param>
    /// <param name="server">The server to ask, for kinds with one.</param>
    /// <param name="initiator">The initiator's name, for kinds that need one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<SourceSearch> FindAsync(ClaimsPrincipal user, string host, PoolKind kind, string? server, string? initiator, CancellationToken cancellationToken)
    {
        if (RefusalOf(user, host) is { } refusal)
            return refusal;
        if (!kind.Finds)
            return new SourceSearch(Disks(host, kind));
        if (kind.Parts.FirstOrDefault(part => part.Name == "sourceHost") is { } asks && (string.IsNullOrEmpty(server) ? $"{asks.Label} is needed." : asks.Check(server)) is { } wrong)
            return new SourceSearch(RefusalReason.Invalid, wrong) { Field = "sourceHost" };
        if (initiator is { Length: > 0 } && PoolPartRules.Iqn(initiator) is { } no)
            return new SourceSearch(RefusalReason.Invalid, no) { Field = "initiator" };
        try
        {
            var xml = await gateway.ReadAsync(ObjectId.OfHost(host), Lane.Storage, connection => connection.FindStoragePoolSources(kind.Type, Where(kind, server, initiator)), cancellationToken).ConfigureAwait(false);
            var found = StoragePoolSourcesXml.TryParse(xml, out var sources) ? sources.Of(kind.Type) : [];
            return new SourceSearch([.. found.Take(Most).Select(source => FoundSource.Of(kind, source)).OfType<FoundSource>(), .. Disks(host, kind)]);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            return new SourceSearch(RefusalReason.Conflict, error.Message) { Advice = PoolAdvice.For(error.Message, kind) };
        }
    }

    private static string? Where(PoolKind kind, string? server, string? initiator)
    {
        if (string.IsNullOrEmpty(server))
            return null;
        var pool = StoragePoolXml.New("x", new StoragePoolSource(kind.Type) { Hosts = new SourceHosts(PoolPartRules.Hosts(server)), InitiatorIqn = initiator is { Length: > 0 } ? initiator : null });
        return pool.Element.Element("source")!.ToString();
    }

    private ImmutableArray<FoundSource> Disks(string host, PoolKind kind)
    {
        if (kind.Build is not (PoolBuild.Device or PoolBuild.DirectoryAndDevice))
            return [];
        // Of a remote host it is not known.
        var used = inventory.Current.Host(host)?.Facts is { IsLocal: true } ? DisksInUse.Read() : ImmutableHashSet<string>.Empty;
        return [.. inventory.Current.NodeDevices.Values.Where(device => device.Host == host)
            .Select(device => NodeDeviceXml.TryParse(device.Xml, out var xml) ? xml : null)
            .Where(xml => xml is { BlockDevice: { } path, DriveType: not ("cdrom" or "floppy") } && PoolPartRules.Device(path) is null)
            .Select(xml => (Disk: xml!, IsUsed: used.Contains(Path.GetFileName(xml!.BlockDevice!))))
            .OrderBy(found => found.IsUsed).ThenBy(found => found.Disk.BlockDevice, NaturalOrder.Instance)
            .Select(found => FoundSource.OfDisk(found.Disk, found.IsUsed))];
    }
}
