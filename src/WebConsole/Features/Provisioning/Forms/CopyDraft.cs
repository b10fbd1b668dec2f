using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What somebody has entered for a copy of a machine.</summary>
public sealed class CopyDraft
{
    /// <summary>The machine that is copied.</summary>
    public MachineId? Original { get; set; }

    public bool Starts { get; set; }

    /// <summary>Other memory than the original's.</summary>
    public long? Memory { get; set; }

    /// <summary>Other vCPUs than the original's.</summary>
    public int? Vcpus { get; set; }

    /// <summary>What becomes of its disks that were touched, by their targets.</summary>
    public Dictionary<string, CopiedDisk> Disks { get; } = [];

    /// <summary>The disk as it was entered.</summary>
    public CopiedDisk Of(string target) => Disks.GetValueOrDefault(target) ?? new CopiedDisk(target);

    /// <param name="name">The copy's name.</param>
    /// <param name="uuid">Its UUID.</param>
    /// <param name="targets">The disks of the original that can be chosen.</param>
    internal MachineCopy Ask(string? name, Guid uuid, IEnumerable<string> targets) => new(name ?? "", Disks: [.. targets.Select(Of)], Start: Starts, Memory: Memory, Vcpus: Vcpus) { Uuid = uuid };
}
