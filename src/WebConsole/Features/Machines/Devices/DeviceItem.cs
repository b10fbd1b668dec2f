using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>A device of a machine, as the API shows it.</summary>
/// <param name="Key">For its address: <c>disk:vda</c>.</param>
/// <param name="Kind">The name of its element: <c>disk</c>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Detail">Further details.</param>
/// <param name="Now">Whether it is in the definition in force.</param>
/// <param name="Next">Whether it is in that of the next start.</param>
/// <param name="Job">The job that works on a disk; missing if there is none.</param>
internal sealed record DeviceItem(string Key, string Kind, string Title, string? Detail, bool Now, bool Next, DiskJobItem? Job)
{
    public static DeviceItem Of(MachineDevice device, HardwareContext context)
    {
        var words = MachineHardware.Describe(device.Stands, context);
        return new DeviceItem(device.Key.ToString(), device.Key.Kind, words.Title, words.Detail, device.Now is not null, device.Next is not null, DiskJobItem.Of(DiskJobRules.JobOf(device)));
    }
}
