using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using WebConsole.Access;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

// Presets: a container has processors and memory of them.
public sealed partial class ContainerForm
{
    private IReadOnlyList<MachinePreset> _presets = [];
    private string? _preset;

    [Inject]
    private MachinePresets Presets { get; set; } = null!;

    [Inject]
    private CurrentUser User { get; set; } = null!;

    private IReadOnlyList<PickerEntry<string>> PresetEntries => [.. _presets.OrderByDescending(preset => preset.Of).Select(preset => new PickerEntry<string>($"{preset.Of}/{preset.Name}", preset.Name, Says(preset))
    {
        Why = preset.Hardware is { Vcpus: null, Memory: null } ? Text["sets nothing that a container has"].Value : null,
    })];

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _presets = await Presets.ListAsync(User.Principal, CancellationToken.None).ConfigureAwait(true);
        }
        catch (SqliteException)
        {
            _presets = UsualPresets.All;
        }
        if (Link is not null)
            FillPreset(Link);
    }

    private static string Says(MachinePreset preset) => string.Join(" · ", new[]
    {
        preset.Hardware.Vcpus is { } vcpus ? $"{vcpus} vCPU" : null, preset.Hardware.Memory is { } memory ? Format.Bytes(memory) : null,
    }.OfType<string>());

    private void Apply(string? key)
    {
        _preset = key;
        var hardware = _presets.FirstOrDefault(preset => $"{preset.Of}/{preset.Name}" == key)?.Hardware;
        (_vcpus, _memory) = (hardware?.Vcpus ?? ContainerPlan.UsualVcpus, hardware?.Memory ?? ContainerPlan.UsualMemory);
    }
}
