using Libvirt.Xml;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A device of the host that a machine is to get: who else has it, and what goes with it.</summary>
internal sealed class GivenDevice(DevicePlanner planner, InventorySnapshot inventory, Machine machine, string name)
{
    private HostDeviceMap? _names;
    private IReadOnlyList<DeviceUse>? _users;

    private HostDeviceMap Names => _names ??= planner.NamesOf(inventory, machine.Id.Host);

    /// <summary>The device; <c>null</c> where the host has none of that name.</summary>
    public HostDevice? Device => name.Length == 0 ? null : Names.Find(name);

    private NodeDeviceXml? Xml => Device?.Xml;

    /// <summary>The others of its vendor and product.</summary>
    public IReadOnlyList<HostDevice> Alike => Device is null ? [] : Names.AlikeTo(Device);

    /// <summary>How machines are given a mediated device, as its parent says.</summary>
    public string? MediatedApi => Device is null ? null : Names.Find(Device.Device.Parent)?.Xml?.MediatedTypes.FirstOrDefault(type => type.Id == Xml?.MediatedType)?.DeviceApi;

    private IReadOnlyList<DeviceUse> Users => _users ??= Device is null ? [] : planner.DevicesOf(inventory, machine.Id.Host).UsersOf(Device);

    /// <summary>Why it can't be given now: a machine runs with it, or the host stands on it.</summary>
    public string? WhyConflicts => Taking.WhyNot(Users, machine.Id);

    /// <summary>Whether the machine has it already, itself and not something behind it.</summary>
    public bool IsThere => Users.Any(use => use is { Through: null } && use.Id == machine.Id);

    /// <summary>Whether the host does something by it that ends.</summary>
    public bool IsUsedByHost => Users.Any(use => use is { Now: true, What: not DeviceUser.Machine });

    /// <summary>Whether its name has to be typed: the host works with it, or may, as with any controller or card.</summary>
    public bool AsksForName => IsUsedByHost || (Xml is { PciAddress: not null } && !CanTellDuties);

    private bool CanTellDuties => planner.CanTellDuties(inventory, machine.Id.Host);

    /// <summary>What is allowed, and may not be meant.</summary>
    public IEnumerable<FieldNote> Warnings(bool isManaged)
    {
        if (Taking.WhatSuffers(Users, machine.Id) is { } users)
            yield return new FieldNote("hostDevice", users);
        if (Device is not null && Xml?.MediatedUuid is null && !CanTellDuties)
            yield return new FieldNote("hostDevice", Taking.NotKnown);
        if (Xml is { PciAddress: not null })
        {
            foreach (var warning in OfPci(isManaged))
                yield return warning;
        }
        if (Device is { Device.Active: false })
            yield return new FieldNote("hostDevice", "It is only defined: it has to be started before the machine.");
    }

    private IEnumerable<FieldNote> OfPci(bool isManaged)
    {
        if (Xml!.IommuGroup is null)
            yield return new FieldNote("hostDevice", "The host names no IOMMU group of it: its IOMMU is off or it has none, and no machine starts with the device.");
        // A bridge stays with the host, and what has no driver stands in nobody's way.
        HostDevice[] group = [.. Names.GroupOf(Device!).Where(other => other.Xml is { IsPciBridge: false, Driver: not (null or "vfio-pci" or "pci-stub" or "pcieport") })];
        if (group.Length > 0)
            yield return new FieldNote("hostDevice", $"Its IOMMU group {Xml.IommuGroup} has others that the host works with: {string.Join(", ", group.Select(other => $"{other.At} {other.Words}"))}. The machine starts only once the host has let go of these, too.");
        if (!isManaged && Xml.Driver is not (null or "vfio-pci"))
            yield return new FieldNote("managed", "The host's driver has it: detach it from the host before the machine starts.");
    }
}
