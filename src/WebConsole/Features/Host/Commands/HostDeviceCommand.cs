using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>A command on one device of a host.</summary>
public abstract record HostDeviceCommand : ActionOperation
{
    public required NodeDevice Device { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="Operation.VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public required HostDuties Duties { get; init; }

    public sealed override ObjectId Subject => Device.Id;

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Knows(Subject) ? null : $"There is no device {Device.Name} on {Host} (any more).");

    /// <summary>virsh's command on the device.</summary>
    protected string Virsh(string command) => VirshCommand.OnHost(Uri, $"{command} {VirshCommand.Option("device", Device.Name)}");

    /// <summary>What uses the device, or something behind it.</summary>
    protected IReadOnlyList<DeviceUse> Users(InventorySnapshot inventory) => new HostDeviceMap(inventory, Host, Duties.Of(inventory.Host(Host))) is var map && map.Find(Device.Name) is { } device ? map.UsersOf(device) : [];

    /// <summary>A call on the device, on a thread that may block.</summary>
    protected Task OnDeviceAsync(OperationContext context, Action<Libvirt.NodeDevice> call) => context.RunAsync(Subject, Lane, connection =>
    {
        using var device = connection.LookupNodeDevice(Device.Name);
        call(device);
        return true;
    }, Action);
}
