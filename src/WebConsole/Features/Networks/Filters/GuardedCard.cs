using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using NetworkFilter = WebConsole.Hypervisor.Inventory.NetworkFilter;

namespace WebConsole.Features.Networks.Filters;

/// <summary>A network card of a running machine that a packet filter guards.</summary>
/// <param name="Machine">Its machine; <c>null</c> where that is not known.</param>
/// <param name="Device">The host's device of the card.</param>
/// <param name="Mac">The card's MAC address.</param>
/// <param name="Told">What the filter is told: <c>IP=192.168.122.10</c>.</param>
internal sealed record GuardedCard(Machine? Machine, string Device, string Mac, string Told)
{
    public static IEnumerable<GuardedCard> Of(NetworkFilter filter, InventorySnapshot snapshot)
    {
        foreach (var binding in snapshot.FilterBindings.Values.Where(binding => binding.Host == filter.Host))
        {
            if (NetworkFilterBindingXml.TryParse(binding.Xml, out var xml) && xml.Filter == filter.Name)
                yield return new GuardedCard(xml.OwnerUuid is { } owner ? snapshot.Machines.GetValueOrDefault(new MachineId(filter.Host, owner)) : null,
                    binding.Device, xml.MacAddress ?? "", string.Join(' ', xml.Parameters.Select(Words)));
        }
    }

    /// <summary>Viewers read it.</summary>
    private static string? Words(FilterParameterXml parameter) => FilterParameterXml.KnownNames.Contains(parameter.Name) ? $"{parameter.Name}={parameter.Value}" : parameter.Name;
}
