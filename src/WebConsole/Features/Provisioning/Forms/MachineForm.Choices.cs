using System.Collections.Immutable;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hardware;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

// What can be chosen.
public sealed partial class MachineForm
{
    private (string Os, ImmutableArray<PickerEntry<string>> Of, ImmutableArray<PickerEntry<string>> Choices)? _systemChoices;

    private VolumeChoices? _choices;

    /// <summary>What tasks worked on when the choices were made.</summary>
    private ImmutableArray<VolumeInWork> _work = [];

    /// <summary>The operating systems that are known.</summary>
    public ImmutableArray<PickerEntry<string>> Systems { get; private set; } = [];

    /// <summary>These, and the one that a link, an image or a medium tells, where the data know only a relative of it.</summary>
    internal IReadOnlyList<PickerEntry<string>> SystemChoices
    {
        get
        {
            if (ChosenOs is not { IsNearest: true, Id: { } id, Called: { } called } || called.Id != id)
                return Systems;
            if (_systemChoices is not { } last || last.Os != id || last.Of != Systems)
                _systemChoices = last = (id, Systems, [new PickerEntry<string>(id, called.Name, called.Vendor), .. Systems]);
            return last.Choices;
        }
    }

    public ImmutableArray<Choice<string>> Networks { get; private set; } = [];

    public IReadOnlyList<PickerEntry<Guid?>> Pools { get; private set; } = [];

    /// <summary>The machines of the host, those that can be copied to be chosen.</summary>
    public IReadOnlyList<PickerEntry<MachineId?>> Originals { get; private set; } = [];

    /// <summary>
    /// The pools into which files can be uploaded: the one with most images first, which disks of machines are not, then the one in
    /// which new disks are made; those that have not answered yet last.
    /// </summary>
    public ImmutableArray<StoragePool> PoolsForFiles { get; private set; } = [];

    /// <summary>Whether an image that is missing can be uploaded here.</summary>
    public bool TakesFiles => !PoolsForFiles.IsEmpty;

    internal VolumeChoices Choices => _choices!;

    /// <summary>Whether tasks work on other volumes than when the choices were made, or have gone on.</summary>
    public bool WorkHasChanged => Host is { } host && !operations.VolumesInWork(host).SequenceEqual(_work);

    /// <summary>Whether the host's own CPU could run it.</summary>
    public bool HasKvm => GuestKind.Of(Chosen!, emulates: false) is { IsEmulated: false, Xen: null };

    /// <summary>Whether the host has the image virtio-win.</summary>
    public bool HasDriverDisc => DriverDisc.Find(Inventory, Host!) is not null;

    private void MakeChoices(HostStatus host)
    {
        _work = operations.VolumesInWork(host.Name);
        _choices = volumes.Of(Inventory, host.Name, text).Amid(_work);
        Pools = PickerEntries.OfPools(Inventory.StoragePools.Values.Where(pool => pool.Host == host.Name), text, takesSilent: true);
        var (images, usual) = (Choices.Isos.Concat(Choices.Filled).ToLookup(entry => entry.Value.Pool), DiskPlans.UsualPool(Inventory, host.Name)?.Uuid);
        PoolsForFiles = [.. Inventory.StoragePools.Values.Where(pool => pool.Host == host.Name && pool.State is "running" && UploadPools.WhyNot(pool) is null)
            .OrderBy(pool => pool.Silent).ThenByDescending(pool => images[pool.Uuid].Count()).ThenBy(pool => pool.Uuid != usual).ThenBy(pool => pool.Name, NaturalOrder.Instance)];
        Originals = [.. PickerEntries.OfMachines(Inventory.Machines.Values.Where(machine => machine.Id.Host == host.Name), machine => machine switch
        {
            { IsActive: true } => text["runs: shut it down first"].Value,
            { HasManagedSave: true } => text["has saved memory"].Value,
            { Persistent: false } => text["exists only while it runs"].Value,
            _ => null,
        }, text).Select(entry => new PickerEntry<MachineId?>(entry.Value, entry.Text, entry.Second) { Why = entry.Why })];
        Networks = [.. Inventory.Networks.Values.Where(network => network.Host == host.Name).OrderBy(network => network.Name, NaturalOrder.Instance)
            .Select(network => new Choice<string>(network.Name, network.Name) { Why = network.Active ? null : text["not started"].Value })];
        (_last, _sizes) = (null, null);
    }
}
