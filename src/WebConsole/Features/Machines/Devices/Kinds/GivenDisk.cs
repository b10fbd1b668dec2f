using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A disk of the host that a machine is to get, by its file: what the host does by it.</summary>
internal sealed class GivenDisk(DevicePlanner planner, InventorySnapshot inventory, Machine machine, string path)
{
    private DeviceUse[] Uses => [.. planner.DutiesOfDisk(inventory, machine.Id.Host, path).Select(duty => duty.Use).DistinctBy(use => use.Name)];

    /// <summary>What is wrong with the path.</summary>
    public string? Mistake => !path.StartsWith("/dev/", StringComparison.Ordinal) || path.Split('/').Contains("..") || path.Any(char.IsControl) ? "The path of a disk of the host, such as /dev/disk/by-id/…."
        : planner.IsDisk(inventory, machine.Id.Host, path) is false ? "It leads to no disk that the kernel of the host knows."
        : null;

    /// <summary>Why it can't be given: the host stands on it.</summary>
    public string? WhyConflicts => Taking.WhyNot(Uses);

    /// <summary>What is allowed, and may not be meant.</summary>
    public IEnumerable<FieldNote> Warnings => new[] { Taking.WhatSuffers(Uses), planner.CanTellDuties(inventory, machine.Id.Host) ? null : GivenDevice.NotKnown }.OfType<string>().Select(warning => new FieldNote("path", warning));
}
