using Libvirt;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks;

/// <summary>An address that a network's DHCP server has given out. Name and identifier are the guest's own words.</summary>
internal sealed record LeaseItem
{
    public required string Address { get; init; }

    /// <summary>The length of its prefix.</summary>
    public required int Prefix { get; init; }

    public string? Mac { get; init; }
    public string? Name { get; init; }
    public string? ClientId { get; init; }

    /// <summary>When it ends; missing for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The UUID of the machine with a card of that address; missing where none is known.</summary>
    public Guid? Machine { get; init; }

    public static LeaseItem Of(DhcpLease lease, Machine? machine) => new()
    {
        Address = lease.Address,
        Prefix = lease.Prefix,
        Mac = lease.HardwareAddress,
        Name = lease.HostName,
        ClientId = lease.ClientId,
        ExpiresAt = lease.ExpiresAt,
        Machine = machine?.Id.Uuid,
    };
}
