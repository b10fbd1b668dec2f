using System.Text.Json;
using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Compares what is asked for by its content: a record compares its lists by reference.</summary>
internal static class NewMachineComparison
{
    public static bool AreSame(NewMachine one, NewMachine other) =>
        one with { Disks = null, Networks = null, Tags = null, Boot = null, CloudInit = null, Unattended = null } == other with { Disks = null, Networks = null, Tags = null, Boot = null, CloudInit = null, Unattended = null }
        && Lists(one.Disks, other.Disks) && Lists(one.Networks, other.Networks) && Lists(one.Tags, other.Tags) && Lists(one.Boot, other.Boot)
        && JsonSerializer.Serialize(one.CloudInit) == JsonSerializer.Serialize(other.CloudInit) && JsonSerializer.Serialize(one.Unattended) == JsonSerializer.Serialize(other.Unattended);

    public static bool AreSame(MachineCopy one, MachineCopy other) => one with { Disks = null } == other with { Disks = null } && Lists(one.Disks, other.Disks);

    private static bool Lists<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => one is null == other is null && (one ?? []).SequenceEqual(other ?? []);
}
