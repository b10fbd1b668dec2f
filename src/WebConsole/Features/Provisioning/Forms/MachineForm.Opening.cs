using System.Collections.Immutable;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

// What it begins with: a link, what the host has, and a name.
public sealed partial class MachineForm
{
    private static readonly ImmutableDictionary<string, string[]> NoMistakes = ImmutableDictionary<string, string[]>.Empty;

    /// <summary>The link, until what it names has been read; and whether its other values are in the form.</summary>
    private MachineLink? _link;
    private bool _isFilled;

    /// <summary>The name that was proposed, and that another source changes as long as nobody has typed one.</summary>
    private string? _proposed;

    /// <summary>What can't be taken of a link, by the fields.</summary>
    public IReadOnlyDictionary<string, string[]> LinkMistakes { get; private set; } = NoMistakes;

    /// <summary>Begins with what a link names; otherwise with the first source that the host has.</summary>
    public async Task BeginAsync(MachineLink link)
    {
        (Draft, LinkMistakes, _link, _isFilled) = (new MachineDraft { Name = link.Name }, NoMistakes, link, false);
        (Applied, ImportRemarks, _proposed) = (null, [], null);
        Look();
        await RememberAsync(link).ConfigureAwait(true);
        await OpenAsync().ConfigureAwait(true);
    }

    /// <summary>Another host has other volumes and networks; all else that was typed stays.</summary>
    public Task ChangeHostAsync()
    {
        Draft.LeaveHost();
        (_link, LinkMistakes) = (null, NoMistakes);
        Look();
        return RecogniseAsync();
    }

    /// <summary>Called once somebody has chosen a source, or what it is: from now on no link changes that.</summary>
    public Task ChooseAsync()
    {
        _link = null;
        return RecogniseAsync();
    }

    /// <summary>Makes the choices of all pickers, for the inventory as it is, and takes what a link names of it.</summary>
    /// <returns>Whether there was a link, which is to be opened now.</returns>
    public bool Look()
    {
        if (Chosen is not { } host)
            return false;
        MakeChoices(host);
        if (_link is null)
            return false;
        var reader = new LinkReader(_link, this);
        if (_isFilled)
            reader.FillSource();
        else
            reader.Fill();
        _isFilled = true;
        return true;
    }

    /// <summary>Finds out what is on what the link names, and what is wrong with it. The link is done with once all that it may name has been read.</summary>
    public async Task OpenAsync()
    {
        var link = _link;
        await PrepareAsync().ConfigureAwait(true);
        if (Chosen is not { } host)
            return;
        // The picker knows IDs.
        Draft.Os = ChosenOs.Id ?? Draft.Os;
        await RecogniseAsync().ConfigureAwait(true);
        if (link is null || !ReferenceEquals(link, _link) || !IsRead(host))
            return;
        (LinkMistakes, _link) = (new LinkReader(link, this).Mistakes(), null);
    }

    /// <summary>Chooses an image, a medium or what can be imported, which has just come into a pool; the rest of what was entered stays.</summary>
    /// <returns>False as long as the pool does not list it.</returns>
    public async Task<bool> TakeAsync(ObjectId arrived)
    {
        bool Is(PickerEntry<VolumeKey> entry) => ObjectId.Volume(Host!, entry.Value.Pool, entry.Value.Name) == arrived;
        if (Choices.Foreign.FirstOrDefault(Is) is { } foreign)
        {
            (Draft.Source, _link) = (MachineSource.Import, null);
            await ImportAsync(foreign.Value).ConfigureAwait(true);
            return true;
        }
        if (Choices.Isos.FirstOrDefault(Is) is { } medium)
            (Draft.Source, Draft.Iso) = (MachineSource.Iso, medium.Value);
        else if (Choices.Images.FirstOrDefault(Is) is { } image)
            (Draft.Source, Draft.Image) = (MachineSource.Image, image.Value);
        else
            return false;
        await ChooseAsync().ConfigureAwait(true);
        return true;
    }

    /// <summary>Names it after what is on it, until somebody has typed a name.</summary>
    public void ProposeName()
    {
        if (Chosen is not null && (string.IsNullOrEmpty(Draft.Name) || Draft.Name == _proposed))
            Draft.Name = _proposed = Draft.Source is MachineSource.Copy ? MachineNames.OfCopy(Inventory, Host!, Draft.Copy.Original)
                : MachineNames.Propose(Inventory, Host!, ChosenOs.Called, Draft is { Source: MachineSource.Image, Image: { } image } ? image.Name : null);
    }

    /// <summary>A volume as links name it.</summary>
    internal string PathOf(VolumeKey volume) => $"{Inventory.StoragePools.GetValueOrDefault((Host!, volume.Pool))?.Name}/{volume.Name}";

    private bool IsRead(HostStatus host) => !host.StorageUnread
        && Inventory.StoragePools.Values.All(pool => pool.Host != host.Name || pool.State != "running" || Inventory.Volumes.ContainsKey((host.Name, pool.Uuid)));
}
