namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Something that uses a device of a host.</summary>
/// <param name="What">What it is.</param>
/// <param name="Name">Its name; of the host, what it needs the device for. Untrusted.</param>
/// <param name="Id">Which machine, pool or network; <c>null</c> for the host itself.</param>
/// <param name="Now">Whether it uses it at the moment: a machine that runs with it, a pool or network that is active.</param>
public sealed record DeviceUse(DeviceUser What, string Name, ObjectId? Id, bool Now)
{
    /// <summary>Of the host: whether it would not go on without the device.</summary>
    public bool IsVital { get; init; }

    /// <summary>Of the host: whether it may be this device or another, which can't be told.</summary>
    public bool IsSupposed { get; init; }

    /// <summary>The device behind this one that is used in fact, in words; <c>null</c> if it is this one.</summary>
    public string? Through { get; init; }

    /// <summary>In a few words: <c>web-01</c>, <c>the pool images</c>, <c>the host's file system at /</c>.</summary>
    public string Words => (What switch
    {
        DeviceUser.Machine => Name,
        DeviceUser.Pool => $"the pool {Name}",
        DeviceUser.Network => $"the network {Name}",
        _ => $"the host's {Name}{(IsSupposed ? ", perhaps" : "")}",
    }) + (Through is null ? "" : $" ({Through})");
}
