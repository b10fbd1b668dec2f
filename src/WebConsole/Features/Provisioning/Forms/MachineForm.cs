using Microsoft.Extensions.Localization;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Preferences;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The form for a new machine: what was entered, what can be chosen, and the plan that comes of it. The page's parts share it.</summary>
public sealed partial class MachineForm(VisibleInventory inventory, MachinePlanner planner, OsInfoStore systems, ActionRegistry registry, CurrentUser user, UserSettings settings, MachinePresets presets, OperationRunner operations, VolumeChoicesStore volumes, IStringLocalizer<MachineForm> text)
{
    internal const string OwnSize = "own";

    /// <summary>The name of the host that it is for.</summary>
    public string? Host { get; set; }

    /// <summary>Cancelled once the page is left.</summary>
    public CancellationToken Left { get; set; }

    public MachineDraft Draft { get; private set; } = new();

    internal OsChoice ChosenOs => OsChoice.Find(systems.Known ?? OsDatabase.Empty, Draft.Os);

    /// <summary>What is on the chosen image or medium.</summary>
    public (Os Os, bool IsNearest)? Recognised { get; private set; }

    /// <summary>Whether Ignition sets up what is on the chosen image, and not cloud-init.</summary>
    public bool UsesIgnition => Draft is { Source: MachineSource.Image, Image: { } image } && (IgnitionImage.Is(image.Name) || (ChosenOs.Os is { } os && IgnitionImage.Is(os)));

    /// <summary>Why no seed for cloud-init can be made.</summary>
    public string? WhyNoSeed => planner.WhyNoSeed;

    public InventorySnapshot Inventory => inventory.Current;

    public HostStatus? Chosen => Inventory.Host(Host ?? "");

    /// <summary>Waits for what the host offers, and for the operating systems.</summary>
    public async Task PrepareAsync()
    {
        if (Chosen is not { } host || Left.IsCancellationRequested)
            return;
        try
        {
            await planner.PrepareAsync(host, Draft.Os, Draft.Emulates, Draft.MachineType, Left).ConfigureAwait(true);
            var data = await systems.GetAsync(Left).ConfigureAwait(true);
            if (Systems.IsEmpty)
                Systems = [.. data.Search("", int.MaxValue).Select(os => new PickerEntry<string>(os.Id, os.Name, os.EndOfLife is { } end ? text["end of life {0}", $"{end:yyyy-MM-dd}"].Value : os.Vendor) { Names = string.Join(' ', new[] { os.ShortId, os.Codename, os.Version }.OfType<string>()) })];
            (_last, _sizes) = (null, null);
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>What is chosen sets the operating system, until somebody has chosen that. Called once the source has changed.</summary>
    public Task RecogniseAsync()
    {
        var image = Draft is { Source: MachineSource.Image, Image: { } chosen } ? systems.Known?.IdentifyImage(chosen.Name) : null;
        var medium = Draft.Source is MachineSource.Iso ? Choices.MatchOf(Host!, Draft.Iso) : null;
        var tree = Draft is { Source: MachineSource.Tree, Tree: { } address } ? systems.Known?.IdentifyTree(address.Trim()) : null;
        Recognised = tree is not null ? (tree.Called, tree.IsNearest) : image is not null ? (image.Called, image.IsNearest) : medium is not null ? (medium.Called, medium.IsNearest) : null;
        Draft.CloudInit.ImageHasIt = image is not null && image.HasCloudInit != false && !UsesIgnition && WhyNoSeed is null;
        if (!Draft.OsIsChosen)
            Draft.Os = Recognised?.Os.Id;
        ProposeName();
        return PrepareAsync();
    }
}
