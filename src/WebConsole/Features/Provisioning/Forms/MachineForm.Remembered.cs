using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using WebConsole.Features.Provisioning.Presets;

namespace WebConsole.Features.Provisioning.Forms;

// What is kept between visits: presets, and which groups are unfolded.
public sealed partial class MachineForm
{
    private const string UnfoldedKey = "new-machine.unfolded";

    /// <summary>The names of the groups that are unfolded.</summary>
    public ImmutableHashSet<string> Unfolded { get; private set; } = [];

    public ImmutableArray<MachinePreset> Presets { get; private set; } = [];

    /// <summary>The preset that was applied, or saved, last.</summary>
    public MachinePreset? Applied { get; set; }

    /// <summary>Unfolds or folds a group, and remembers that.</summary>
    public Task UnfoldAsync(string group, bool open)
    {
        Unfolded = open ? Unfolded.Add(group) : Unfolded.Remove(group);
        return settings.WriteAsync(user.Principal, UnfoldedKey, string.Join(' ', Unfolded.Order(StringComparer.Ordinal)));
    }

    /// <summary>Sets what a preset says; the rest follows the operating system again.</summary>
    public Task ApplyAsync(MachinePreset? preset)
    {
        Draft.Apply(preset?.Hardware ?? new PresetHardware(), Applied?.Hardware.DiskSize);
        Applied = preset;
        return PrepareAsync();
    }

    public async Task ReadPresetsAsync()
    {
        try
        {
            Presets = await presets.ListAsync(user.Principal, Left).ConfigureAwait(true);
        }
        catch (SqliteException)
        {
            Presets = UsualPresets.All;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>Reads what was kept, and applies the preset that a link names: an own one before one of the same name for everybody. What else the link says goes before it.</summary>
    private async Task RememberAsync(MachineLink link)
    {
        var draft = Draft;
        try
        {
            var known = await settings.ReadAsync(user.Principal, UnfoldedKey, Left).ConfigureAwait(true);
            // Somebody may have unfolded one meanwhile.
            Unfolded = Unfolded.Union(known?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return;
        }
        await ReadPresetsAsync().ConfigureAwait(true);
        // Another link may have been opened meanwhile.
        if (ReferenceEquals(draft, Draft) && link.Preset is not null && Presets.Where(known => known.Name.Equals(link.Preset, StringComparison.OrdinalIgnoreCase)).MaxBy(known => known.Of) is { } found)
        {
            Applied = found;
            Draft.Apply(found.Hardware);
            new LinkReader(link, this).FillSize();
        }
    }
}
