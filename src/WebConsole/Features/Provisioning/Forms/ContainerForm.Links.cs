using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;

namespace WebConsole.Features.Provisioning.Forms;

// What a link fills in; what a container has not of it is said.
public sealed partial class ContainerForm
{
    /// <summary>The link to the page.</summary>
    [Parameter]
    public MachineLink? Link { get; set; }

    /// <summary>What is wrong with the link, by the fields.</summary>
    private Dictionary<string, string[]> LinkMistakes { get; set; } = [];

    private void Fill(MachineLink link)
    {
        _name = link.Name;
        _archive = Find(_archives, link.Image);
        _root = _archive is null ? Find(_folders, link.Image) : null;
        _from = _archive is not null ? RootSource.Archive : _root is not null ? RootSource.Folder : _from;
        Say("archive", link.Image, _archive is not null || _root is not null, Text["no such archive or folder"]);
        FillSize(link);
        var network = Networks.FirstOrDefault(choice => choice.Value.Length > 0 && choice.Value == link.Network);
        _network = network?.Value ?? _network;
        Say("networks", link.Network, network is not null, Text["no such network"]);
        Say("name", link.Os ?? link.Machine ?? link.Initrd ?? link.Arguments ?? link.Tree, isRight: false, Text["a container has no such setting"]);
    }

    /// <summary>Enters what the link says of the size; the rest stays as a preset has set it.</summary>
    private void FillSize(MachineLink link)
    {
        var (vcpus, memory) = (LinkReader.VcpusOf(link), LinkReader.MemoryOf(link));
        (_vcpus, _memory) = (vcpus ?? _vcpus, memory ?? _memory);
        Say("vcpus", link.Vcpus, vcpus is not null, Text["no number of vCPUs"]);
        Say("memory", link.Memory, memory is not null, Text["no size, such as 4GiB"]);
    }

    private void FillPreset(MachineLink link)
    {
        var preset = _presets.OrderByDescending(preset => preset.Of).FirstOrDefault(preset => preset.Name.Equals(link.Preset, StringComparison.OrdinalIgnoreCase));
        if (preset is not null)
            Apply($"{preset.Of}/{preset.Name}");
        Say("preset", link.Preset, preset is not null, Text["no such preset"]);
        FillSize(link);
    }

    private VolumeKey? Find(IEnumerable<PickerEntry<VolumeKey>> entries, string? path) => path is null ? null
        : entries.FirstOrDefault(entry => $"{Inventory.Current.StoragePools.GetValueOrDefault((Host.Name, entry.Value.Pool))?.Name}/{entry.Value.Name}" == path)?.Value;

    private void Say(string field, string? said, bool isRight, string what)
    {
        if (said is not null && !isRight)
            LinkMistakes = new(LinkMistakes) { [field] = [Text["The link says {0}: {1}.", LinkReader.Shown(said), what]] };
    }
}
