using WebConsole.Actions;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>The changes of a device, in the form of the API; missing fields are not changed.</summary>
public sealed record DeviceChanges : DeviceSettings, IVersioned
{
    /// <summary>Of a disk: its new size in bytes, larger than it is. It grows at once, whatever <see cref="DeviceSettings.Apply"/> says.</summary>
    public long? Capacity { get; init; }

    /// <summary>Whether something of the definition changes.</summary>
    internal bool ChangesDefinition => this with { Capacity = null, Apply = null, Version = null } != new DeviceChanges();

    IVersioned IVersioned.Of(string version) => this with { Version = version };
}
