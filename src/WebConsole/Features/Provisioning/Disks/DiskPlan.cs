using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>How one disk of a new machine comes about.</summary>
/// <param name="asked">The arguments.</param>
/// <param name="pool">The pool of its volume.</param>
/// <param name="name">The volume's name.</param>
internal abstract class DiskPlan(NewDisk asked, StoragePool pool, string name)
{
    public NewDisk Asked { get; } = asked;

    public StoragePool Pool { get; } = pool;

    public string Name { get; } = name;

    public PoolKind? Kind { get; } = PoolKinds.Of(pool);

    public ObjectId Volume => ObjectId.Volume(Pool.Host, Pool.Uuid, Name);

    /// <summary>As what QEMU reads it.</summary>
    public abstract string Format { get; }

    /// <summary>The size that the machine sees; null where that is not known.</summary>
    public abstract long? Capacity { get; }

    /// <summary>The space of its pool that it takes when it is made.</summary>
    public virtual long TakesAtOnce => 0;

    /// <summary>The volume that it needs, which nothing else may write to: itself, or what it rests on or is copied from.</summary>
    public virtual PoolVolume? Source => null;

    /// <summary>Whether others may use <see cref="Source"/> at the same time.</summary>
    public virtual bool SharesSource => true;

    /// <summary>Errors by the argument's name.</summary>
    public abstract IEnumerable<(string Argument, string Mistake)> Mistakes();

    /// <summary>Why it can't be made now, for what others do with <see cref="Source"/>.</summary>
    public virtual string? WhyConflicts(InventorySnapshot inventory) => null;

    /// <summary>The steps of the task.</summary>
    public virtual IEnumerable<string> Steps => [];

    public virtual Task MakeAsync(OperationContext context, string doing) => Task.CompletedTask;

    /// <summary>Commands of other programs that come before virsh's.</summary>
    /// <param name="uri">libvirt's URI of the host.</param>
    public virtual IEnumerable<string> ShellCommands(string uri) => [];

    /// <summary>virsh's commands for it, without the word itself.</summary>
    /// <param name="uri">libvirt's URI of the host.</param>
    public virtual IEnumerable<string> VirshCommands(string uri) => [];

    /// <summary>The parts of virt-install's <c>--disk</c> by which it makes the volume itself; empty where virsh has to make it.</summary>
    public virtual IReadOnlyList<(string Key, string Value)> VirtInstallParts => [];
}
