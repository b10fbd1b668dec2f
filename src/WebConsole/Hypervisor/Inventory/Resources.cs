namespace WebConsole.Hypervisor.Inventory;

/// <summary>A virtual network (libvirt's network object).</summary>
public sealed record Network(string Host, Guid Uuid, string Name, bool Active, bool Persistent, bool Autostart, string? Bridge, string Xml) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Network;

    public ObjectId Id => ObjectId.Network(Host, Uuid);

    string ISubject.StateWord => Active ? "active" : "inactive";

    /// <inheritdoc cref="Machine.InactiveXml"/>
    public string? InactiveXml { get; init; }
}

/// <summary>A storage pool; sizes in bytes, zero where the pool is not active.</summary>
public sealed record StoragePool(string Host, Guid Uuid, string Name, string State, bool Persistent, bool Autostart,
    long CapacityBytes, long AllocationBytes, long AvailableBytes, string Xml) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Pool;

    public ObjectId Id => ObjectId.Pool(Host, Uuid);

    string ISubject.StateWord => Silent ? "silent" : State == "running" ? "active" : State;

    /// <inheritdoc cref="Machine.InactiveXml"/>
    public string? InactiveXml { get; init; }

    /// <summary>Set while libvirt waits for its storage: what is shown is the last that was known.</summary>
    public bool Silent { get; init; }
}

/// <summary>A packet filter for network cards; always in force.</summary>
public sealed record NetworkFilter(string Host, Guid Uuid, string Name, string Xml) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Filter;

    public ObjectId Id => ObjectId.Filter(Host, Uuid);

    string? ISubject.StateWord => null;
}

/// <summary>A card of a running machine that a packet filter guards.</summary>
/// <param name="Host">The machine's.</param>
/// <param name="Device">The host's device of the card.</param>
/// <param name="Xml">libvirt's <c>filterbinding</c>.</param>
public sealed record FilterBinding(string Host, string Device, string Xml);

/// <summary>A device of the host as libvirt's node device driver names it.</summary>
public sealed record NodeDevice(string Host, string Name, string? Parent, string Xml) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Device;

    public ObjectId Id => new(ObjectKind.Device, Host, Name);

    string? ISubject.StateWord => Active ? null : "inactive";

    /// <summary>Whether it is there; a mediated device may be defined only.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether libvirt keeps a definition of a mediated device.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether a mediated device is made when its parent appears.</summary>
    public bool Autostart { get; init; }
}
