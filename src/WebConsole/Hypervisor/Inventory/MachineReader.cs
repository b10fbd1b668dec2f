using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads one machine, and translates libvirt's terms into those of the user.</summary>
internal static class MachineReader
{
    /// <summary>In letters; no icon has a longer name.</summary>
    private const int LongestIcon = 32;

    public static Machine Read(Domain domain, ConfiguredHost host)
    {
        var info = domain.GetInfo();
        var (state, reason) = MachineStateReader.Read(domain);
        var active = domain.IsActive;
        var persistent = domain.IsPersistent;
        // Where it is off, its next start's: one that starts meanwhile is read again, and has no definition of a run as its own.
        var text = domain.GetXml(active ? default : DomainXmlFlags.Inactive);
        // libvirt accepts metadata that no XML parser accepts, such as a prefix without a namespace: then the details
        // stay unknown.
        var xml = DomainXml.TryParse(text, out var readable) ? readable : null;
        // The order is one of the next start, as libvirt's autostart is.
        var inactive = active && persistent ? domain.GetXml(DomainXmlFlags.Inactive) : null;
        var (order, orderIsWrong) = StartOrder.Of(inactive is null ? xml : DomainXml.TryParse(inactive, out var next) ? next : null);
        return new Machine
        {
            Id = new MachineId(host.Name, domain.Uuid),
            Name = domain.Name,
            Title = string.IsNullOrWhiteSpace(xml?.Title) ? null : xml.Title,
            Tags = xml is null ? [] : [.. xml.Tags],
            Icon = xml?.Icon is { Length: <= LongestIcon } icon ? icon : null,
            OperatingSystemId = xml?.OperatingSystemId,
            Protected = xml?.Protected ?? false,
            State = state,
            Reason = reason,
            IsActive = active,
            Persistent = persistent,
            Autostart = domain.Autostart,
            StartOrder = order,
            StartOrderIsWrong = orderIsWrong,
            HasManagedSave = domain.HasManagedSave,
            VirtualCpus = info.VirtualCpus,
            MemoryBytes = (long)info.MemoryKiB * 1024,
            StartedAt = active && host.IsLocal ? QemuProcess.StartedAt(domain.Name, domain.Uuid) : null,
            MacAddresses = Known(xml?.Interfaces.Select(nic => nic.MacAddress)),
            Displays = xml is null ? [] : ConsoleReader.Displays(xml),
            Lines = xml is null ? [] : ConsoleReader.Lines(xml),
            Xml = text,
            InactiveXml = inactive,
        };
    }

    private static ImmutableArray<string> Known(IEnumerable<string?>? values) => [.. (values ?? []).OfType<string>()];
}
