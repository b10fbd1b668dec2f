using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A disk of the host that a machine is to get, by its file: who else uses it.</summary>
internal sealed class GivenDisk
{
    /// <summary>What is said where the host's kernel and libvirt have no such disk.</summary>
    public const string NotFound = "Which disk this is can't be told, nor who uses it.";

    private readonly string? _found;
    private readonly Machine _machine;
    private readonly DeviceUse[] _uses;
    private readonly bool _canTell;

    public GivenDisk(DevicePlanner planner, InventorySnapshot inventory, Machine machine, string path)
    {
        var (host, isName) = (machine.Id.Host, path.StartsWith("/dev/", StringComparison.Ordinal) && !path.Split('/').Contains("..") && !path.Any(char.IsControl));
        var users = planner.UsersOfDisks(inventory, host);
        (_machine, _canTell, _found) = (machine, planner.CanTellDuties(inventory, host), isName ? users.Find(path) : null);
        _uses = isName ? [.. users.Of(path).Where(use => use.Id != machine.Id)] : [];
        Mistake = !isName ? "The path of a disk of the host, such as /dev/disk/by-id/…." : _found is null && planner.IsDisk(inventory, host, path) is false ? "It leads to no disk that the kernel of the host knows." : null;
    }

    /// <summary>What is wrong with the path.</summary>
    public string? Mistake { get; }

    /// <summary>Why it can't be given: the host stands on it, or a machine runs with it.</summary>
    public string? WhyConflicts => Taking.WhyNot(_uses, _machine.Id);

    /// <summary>Whether its path has to be typed: somebody works with it, or may.</summary>
    public bool AsksForName => _uses.Any(use => use.Now) || !_canTell || _found is null;

    /// <summary>What is allowed, and may not be meant.</summary>
    public IEnumerable<FieldNote> Warnings => new[] { Taking.WhatSuffers(_uses, _machine.Id), !_canTell ? Taking.NotKnown : _found is null ? NotFound : null }.OfType<string>().Select(warning => new FieldNote("path", warning));
}
