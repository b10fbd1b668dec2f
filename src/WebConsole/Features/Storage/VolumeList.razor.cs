using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage;

public sealed partial class VolumeList
{
    /// <summary>More at once would be too much for a circuit; a filter finds the others.</summary>
    internal const int MostSelected = 1_000;

    private const string Unused = "unused", Iso = "iso";

    private readonly HashSet<string> _selected = [];
    private (PoolVolumes?, ImmutableDictionary<MachineId, Machine>, ImmutableDictionary<(string, Guid), PoolVolumes>)? _read;
    private ImmutableArray<VolumeRow> _all = [];
    private VolumeMenu? _menu;
    private IReadOnlyList<VolumeRow> _rows = [];

    /// <summary>libvirt's URI of its host; <c>null</c> if the host or the pool is gone.</summary>
    [Parameter, EditorRequired]
    public required string? Uri { get; set; }

    /// <summary>Whether there is no more to do with it.</summary>
    [Parameter]
    public bool Gone { get; set; }

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

    /// <summary>What may use them.</summary>
    [Parameter, EditorRequired]
    public required InventorySnapshot Snapshot { get; set; }

    /// <summary>The filter's words.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>One of the pills; anything else is all.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    protected override void OnParametersSet()
    {
        if (_read != (Volumes, Snapshot.Machines, Snapshot.Volumes))
        {
            _read = (Volumes, Snapshot.Machines, Snapshot.Volumes);
            _all = VolumeRow.Of(Pool, Volumes, Snapshot);
            _selected.RemoveWhere(name => Volumes?.Find(name) is null);
        }
        var words = (Query ?? "")[..Math.Min(Query?.Length ?? 0, FilterField.Longest)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Without a filter the rows of all circuits, not a copy.
        _rows = words is [] && Show is not (Unused or Iso) ? _all : [.. _all.Where(row => IsShown(row, Show) && row.Fits(words))];
    }

    private static bool IsShown(VolumeRow row, string? show) => show switch
    {
        Unused => row.IsUnused,
        Iso => row.Volume.IsIso,
        _ => true,
    };

    private void Type(string text) => Go("q", text is "" ? null : text);

    private void Go(string parameter, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, value), replace: true);

    private void Select(VolumeRow row, bool selected)
    {
        if (selected)
            _selected.Add(row.Volume.Name);
        else
            _selected.Remove(row.Volume.Name);
    }

    private void SelectAll()
    {
        foreach (var row in _rows.Take(MostSelected))
            _selected.Add(row.Volume.Name);
    }

    private bool AllSelected => _rows.Count > 0 && _rows.Take(MostSelected).All(row => _selected.Contains(row.Volume.Name));

    private void SelectShown(bool selected)
    {
        if (selected)
            SelectAll();
        else
            _selected.ExceptWith(_rows.Select(row => row.Volume.Name));
    }

    private IReadOnlyList<PoolVolume> Selected => [.. _selected.Select(name => Volumes?.Find(name)).OfType<StorageVolume>().Select(volume => new PoolVolume(Pool, volume))];
}
