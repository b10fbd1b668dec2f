using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Storage;

public sealed partial class VolumeList
{
    /// <summary>More rows would be too much for a circuit.</summary>
    internal const int MostShown = 1_000;

    private (PoolVolumes?, ImmutableDictionary<MachineId, Machine>?) _read;
    private List<Row> _rows = [];

    /// <summary>libvirt's URI of its host; <c>null</c> if the host is gone.</summary>
    [Parameter, EditorRequired]
    public required string? Uri { get; set; }

    [Parameter, EditorRequired]
    public required StoragePool Pool { get; set; }

    /// <summary>
    /// The arguments of virsh's <c>vol-create-as</c> for a first volume; <c>null</c> if it can't create one.
    /// </summary>
    [Parameter]
    public string? FirstVolume { get; set; }

    /// <summary>Its volumes; <c>null</c> if it has not been read yet.</summary>
    [Parameter, EditorRequired]
    public required PoolVolumes? Volumes { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableDictionary<MachineId, Machine> Machines { get; set; }

    protected override void OnParametersSet()
    {
        if (_read == (Volumes, Machines))
            return;
        _read = (Volumes, Machines);
        var users = Machines.Values.Where(machine => machine.Id.Host == Pool.Host)
            .OrderBy(machine => machine.Name, NaturalOrder.Instance)
            .Select(machine => (Machine: machine, Links: MachineLinks.Of(machine))).ToArray();
        // Uses a look-up, because a thousand volumes and hundreds of machines are many pairs.
        var byPath = users.SelectMany(user => user.Links.Files.Select(file => (file, user.Machine))).ToLookup(pair => pair.file, pair => pair.Machine);
        var byName = users.SelectMany(user => user.Links.Volumes.Where(volume => volume.Pool == Pool.Name).Select(volume => (volume.Name, user.Machine)))
            .ToLookup(pair => pair.Name, pair => pair.Machine);
        _rows = [.. (Volumes?.Listed ?? []).OrderBy(volume => volume.Name, NaturalOrder.Instance).Take(MostShown).Select(volume => new Row(volume, [.. byName[volume.Name].Concat(byPath[volume.Path ?? ""]).Distinct()]))];
    }

    /// <param name="Volume">The volume.</param>
    /// <param name="Users">Machines with a disk on it, or on an image above it.</param>
    private sealed record Row(StorageVolume Volume, Machine[] Users);
}
