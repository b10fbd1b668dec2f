using Microsoft.Data.Sqlite;
using WebConsole.Features.Provisioning.Presets;

namespace WebConsole.Features.Provisioning.Forms;

public sealed partial class PresetFields
{
    private string? _said;

    /// <summary>What is asked before a preset is lost.</summary>
    private (string Text, string Verb, Func<Task> Act)? _question;

    private async Task AskToSaveAsync()
    {
        var preset = new MachinePreset(_name ?? "", _shared && MayShare ? PresetOwner.Everybody : PresetOwner.Person, Draft.Hardware(Machine.ChosenSize));
        // Somebody may have saved one of that name meanwhile.
        await Machine.ReadPresetsAsync();
        if (Machine.Presets.All(known => Key(known) != Key(preset)))
        {
            await SaveAsync(preset);
            return;
        }
        var question = preset.Of is PresetOwner.Everybody ? Text["Replace {0}, which is everybody's?", preset.Name] : Text["Replace {0}?", preset.Name];
        _said = null;
        _question = (question, Text["Replace"], () => SaveAsync(preset));
    }

    private void AskToDelete(MachinePreset preset)
    {
        var question = preset.Of is PresetOwner.Everybody ? Text["Delete {0}, which is everybody's?", preset.Name] : Text["Delete {0}?", preset.Name];
        (_said, _question) = (null, (question, Text["Delete"], () => DeleteAsync(preset)));
    }

    private async Task SaveAsync(MachinePreset preset)
    {
        if (await TryAsync(() => Presets.SaveAsync(User.Principal, preset, Machine.Left), Text["Saved {0}.", preset.Name]))
            (_saving, _name, Machine.Applied) = (false, null, Machine.Presets.FirstOrDefault(known => Key(known) == Key(preset)));
    }

    private async Task DeleteAsync(MachinePreset preset)
    {
        if (await TryAsync(() => Presets.DeleteAsync(User.Principal, preset.Name, preset.Of, Machine.Left), Text["Deleted {0}; the fields keep what they hold.", preset.Name]))
            Machine.Applied = null;
    }

    /// <summary>Says what came of it. A database that can't be written costs the preset, and nothing else that was entered.</summary>
    private async Task<bool> TryAsync(Func<Task<PresetRefusal?>> act, string done)
    {
        _question = null;
        try
        {
            var refusal = await act();
            _said = refusal?.Why ?? done;
            await Machine.ReadPresetsAsync();
            return refusal is null;
        }
        catch (SqliteException error)
        {
            _said = Text["The preset could not be changed: {0}", error.Message];
            return false;
        }
        catch (OperationCanceledException) when (Machine.Left.IsCancellationRequested)
        {
            return false;
        }
    }
}
