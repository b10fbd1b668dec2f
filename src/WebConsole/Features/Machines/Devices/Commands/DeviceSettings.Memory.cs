namespace WebConsole.Features.Machines.Devices.Commands;

// Of memory modules.
public abstract partial record DeviceSettings
{
    /// <summary>Of a module <c>virtio-mem</c>: how much of it the guest is to use, in bytes; by default all. It changes while the machine runs.</summary>
    public long? Requested { get; init; }
}
