using System.Diagnostics.CodeAnalysis;
using Libvirt.Xml;
using WebConsole.Security.Sessions;

namespace WebConsole.Hypervisor;

/// <summary>
/// The identity of an object in operations, tasks, the audit log, conflicts, rights and URLs. It survives a rename,
/// except for volumes and snapshots, which libvirt identifies by name.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Host">A key of <c>WebConsole:Hosts</c>; empty for what is on no host.</param>
/// <param name="Key">Its UUID (lower case with hyphens) or its name; empty for the host itself; see
/// <see cref="ObjectKind"/>.</param>
public readonly record struct ObjectId(ObjectKind Kind, string Host, string Key)
{
    public static ObjectId OfHost(string host) => new(ObjectKind.Host, host, "");

    public static ObjectId Network(string host, Guid uuid) => new(ObjectKind.Network, host, $"{uuid:D}");

    public static ObjectId Pool(string host, Guid uuid) => new(ObjectKind.Pool, host, $"{uuid:D}");

    public static ObjectId Filter(string host, Guid uuid) => new(ObjectKind.Filter, host, $"{uuid:D}");

    public static ObjectId Volume(string host, Guid pool, string name) => new(ObjectKind.Volume, host, $"{pool:D}/{name}");

    public static ObjectId Snapshot(MachineId machine, string name) => new(ObjectKind.Snapshot, machine.Host, $"{machine.Uuid:D}/{name}");

    public static ObjectId MachineDevice(MachineId machine, DeviceKey device) => new(ObjectKind.MachineDevice, machine.Host, $"{machine.Uuid:D}/{device}");

    /// <param name="person">The person's key from <see cref="SessionPrincipal"/>.</param>
    /// <param name="session">The session's number.</param>
    public static ObjectId Session(string person, Guid session) => new(ObjectKind.Session, "", $"{person}/{session:N}");

    public static implicit operator ObjectId(MachineId machine) => new(ObjectKind.Machine, machine.Host, $"{machine.Uuid:D}");

    /// <summary>The machine's identity, if it is a machine.</summary>
    public MachineId? Machine => Kind is ObjectKind.Machine && Guid.TryParse(Key, out var uuid) ? new MachineId(Host, uuid) : null;

    /// <summary>Its UUID, if objects of its kind have one.</summary>
    public Guid? Uuid => Kind is ObjectKind.Machine or ObjectKind.Network or ObjectKind.Pool or ObjectKind.Filter && Guid.TryParse(Key, out var uuid) ? uuid : null;

    /// <summary>The pool of a volume, the machine of a snapshot or of a device; <c>null</c> for objects without a parent.</summary>
    public ObjectId? Parent => Kind switch
    {
        ObjectKind.Volume => new ObjectId(ObjectKind.Pool, Host, Key.Split('/', 2)[0]),
        ObjectKind.Snapshot or ObjectKind.MachineDevice => new ObjectId(ObjectKind.Machine, Host, Key.Split('/', 2)[0]),
        _ => null,
    };

    /// <summary>The object in whose definition it stands: a device stands in its machine's.</summary>
    public ObjectId Defined() => Kind is ObjectKind.MachineDevice ? Parent!.Value : this;

    /// <summary>The name of a volume, snapshot or device, without its parent; for other objects, the whole key.</summary>
    public string OwnName => Parent is null ? Key : Key[(Key.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether it is <paramref name="other"/> or its parent: a pool covers its volumes, a machine its snapshots and devices.</summary>
    public bool Covers(ObjectId other) => this == other
        || (Host == other.Host && Key.Length > 0 && other.Key.Length > Key.Length && other.Key[Key.Length] == '/'
            && other.Key.StartsWith(Key, StringComparison.Ordinal) && IsParentOf(other.Kind));

    /// <summary><c>kind/host/key</c>, as in addresses and the database.</summary>
    public override string ToString() => $"{Kind.ToToken()}/{Host}/{Key}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ObjectId id)
    {
        id = default;
        var first = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var second = first < 0 ? -1 : text!.IndexOf('/', first + 1);
        if (second <= first || ObjectKinds.Parse(text.AsSpan(0, first)) is not { } kind || (second == first + 1) != (kind is ObjectKind.Session))
            return false;
        // The key of a child begins with the key of its parent.
        if (kind is ObjectKind.Volume or ObjectKind.Snapshot or ObjectKind.MachineDevice && text!.IndexOf('/', second + 1) <= second + 1)
            return false;
        id = new ObjectId(kind, text![(first + 1)..second], text[(second + 1)..]);
        return true;
    }

    private bool IsParentOf(ObjectKind child) => (Kind, child) is (ObjectKind.Pool, ObjectKind.Volume) or (ObjectKind.Machine, ObjectKind.Snapshot or ObjectKind.MachineDevice);
}
