using System.Collections.Immutable;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>A piece of a machine's hardware: in the definition in force, in that of the next start, or in both.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Key">What pairs the two definitions.</param>
public sealed record MachineDevice(Machine Machine, DeviceKey Key) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.MachineDevice;

    string? ISubject.StateWord => null;

    public ObjectId Id => ObjectId.MachineDevice(Machine.Id, Key);

    /// <summary>What users call it in its machine: <c>vda</c>, <c>52:54:00:12:34:56</c>, <c>sound 0000:00:1b.0</c>; untrusted.</summary>
    public string ShortName => Key.Kind is "disk" or "interface" or "controller" or "channel" or "filesystem" ? Key.Name : $"{Key.Kind} {Key.Name}";

    public string Name => $"{ShortName} of {Machine.Name}";

    /// <summary>As it is in the definition in force; <c>null</c> if it comes with the next start only.</summary>
    public DeviceXml? Now { get; private init; }

    /// <summary>As it is after the next start; <c>null</c> if it is gone by then.</summary>
    public DeviceXml? Next { get; private init; }

    /// <summary>What edits of it begin with: the definition of the next start, where it is in that.</summary>
    public DeviceXml Stands => Next ?? Now!;

    /// <summary>Whether the running machine has it.</summary>
    public bool IsLive => Machine.IsActive && Now is not null;

    public bool Equals(MachineDevice? other) => other is not null && ReferenceEquals(Machine, other.Machine) && Key == other.Key;

    public override int GetHashCode() => HashCode.Combine(Machine.Id, Key);

    /// <summary>The device with this key, as in addresses.</summary>
    public static MachineDevice? Of(Machine machine, string key) =>
        DeviceKey.TryParse(key, out var wanted) ? AllOf(machine).FirstOrDefault(device => device.Key == wanted) : null;

    /// <summary>All of a machine, those of the definition in force first, in its order.</summary>
    public static ImmutableArray<MachineDevice> AllOf(Machine machine)
    {
        var now = Devices(machine.Xml);
        var next = machine.InactiveXml is { } inactive ? Devices(inactive) : machine is { IsActive: true, Persistent: false } ? Devices(null) : now;
        return [.. now.Keys.Union(next.Keys).Select(key => new MachineDevice(machine, key) { Now = now.GetValueOrDefault(key), Next = next.GetValueOrDefault(key) })];
    }

    /// <summary>The definitions of a machine: that of its next start, then that in force.</summary>
    public static IEnumerable<DomainXml> DefinitionsOf(Machine machine)
    {
        foreach (var xml in new[] { machine.InactiveXml, machine.Xml })
        {
            if (xml is not null && DomainXml.TryParse(xml, out var domain))
                yield return domain;
        }
    }

    private static IReadOnlyDictionary<DeviceKey, DeviceXml> Devices(string? xml) =>
        DomainXml.TryParse(xml, out var domain) ? domain.DevicesByKey() : new Dictionary<DeviceKey, DeviceXml>();
}
