using Libvirt;
using WebConsole.Appliances.Images;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.OsInfo.Defaults;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Trees;

namespace WebConsole.Features.Provisioning;

/// <summary>Plans new machines, by what their operating systems need and their hosts offer.</summary>
public sealed class MachinePlanner(InventoryStore store, OsInfoStore systems, DomainCapabilitiesKeeper capabilities, IsoWriter seeds, ImageConversions conversions, InstallTrees trees, DefinitionSchemas schemas)
{
    internal IsoWriter Seeds => seeds;

    internal ImageConversions Conversions => conversions;

    internal InstallTrees Trees => trees;

    internal DefinitionSchemas Schemas => schemas;

    /// <summary>What osinfo-db knows of the tree that was asked for: by what it says of itself, where that is known, else by its address.</summary>
    internal OsTreeMatch? TreeOf(NewMachine asked, TreeInfo? info = null) => asked.Kernel?.Tree is not { Length: > 0 } tree ? null
        : Described(info) ?? systems.Known?.IdentifyTree(tree);

    private OsTreeMatch? Described(TreeInfo? info) => info is null ? null : systems.Known?.IdentifyTree(info);

    /// <summary>Why no seed for cloud-init can be made.</summary>
    internal string? WhyNoSeed => seeds.WhyNot;

    /// <summary>What an operating system should have.</summary>
    internal MachineDefaults Defaults(HostStatus host, string? os, bool emulates) => Know(host, GuestKind.Of(host, emulates), OsChoice.Find(systems.Known ?? OsDatabase.Empty, os), null, null).Defaults;

    /// <summary>Finds the short name of the operating system that is known by a short name, an ID or its full name; null where none is. It waits for files.</summary>
    internal async Task<Func<string, string?>> OsFinderAsync(CancellationToken cancellationToken)
    {
        var data = await systems.GetAsync(cancellationToken).ConfigureAwait(false);
        return name => FindOs(data, name);
    }

    private static string? FindOs(OsDatabase data, string name) => name.Length == 0 ? null
        : OsChoice.Find(data, name).Os is not null ? name : data.All.FirstOrDefault(os => os.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.ShortId;

    /// <summary>Plans by what is known, without waiting; <see cref="PrepareAsync"/> makes it known.</summary>
    internal MachinePlan Plan(HostStatus host, NewMachine asked, TreeInfo? info = null)
    {
        var kind = GuestKind.Of(host, asked.Emulate == true, asked.MachineType);
        var inventory = store.Current;
        // A system that is on a disk already starts only with the drivers that it has; and where nobody looks, nobody loads one.
        var drivers = kind.Xen is null && asked.Media is not null && (asked.VirtioDrivers ?? asked.Unattended is null) && IsWindows(asked.Os) ? DriverDisc.Find(inventory, host.Name) : null;
        return Plan(inventory, host, asked, kind, drivers, info);
    }

    /// <summary>The same plan by what is there and known by now. New volumes keep their names, which are claimed.</summary>
    internal MachinePlan Anew(InventorySnapshot inventory, HostStatus host, MachinePlan plan, TreeInfo? info) =>
        Plan(inventory, host, plan.Named, plan.Kind, plan.Drivers is { } drivers ? inventory.Find(drivers.Id) as PoolVolume : null, info);

    private MachinePlan Plan(InventorySnapshot inventory, HostStatus host, NewMachine asked, GuestKind kind, PoolVolume? drivers, TreeInfo? info)
    {
        var (os, defaults, offer) = Know(host, kind, OsOf(asked, info), asked.MachineType, drivers);
        return new MachinePlan(inventory, host.Name, asked)
        {
            Drivers = drivers,
            Kind = kind,
            Os = os,
            TreeInfo = info,
            TreeOs = Described(info)?.Called,
            Defaults = defaults,
            Offer = offer,
            WhyNoSeed = asked.CloudInit is null && asked.Unattended is null ? null : seeds.WhyNot,
            KnowsSystems = systems.Known is not null,
            WhyNoTree = asked.Kernel?.Tree is { } tree ? trees.Mistake(tree) : null,
        };
    }

    /// <summary>Plans a copy of a machine.</summary>
    internal MachineCopyPlan PlanCopy(Machine original, MachineCopy asked) => new(store.Current, original, asked);

    /// <summary>As <see cref="PrepareAsync"/>, for all that was asked for: the address of a tree tells its system once the systems are known.</summary>
    internal async Task PrepareForAsync(HostStatus host, NewMachine asked, TreeInfo? info, CancellationToken cancellationToken)
    {
        await systems.GetAsync(cancellationToken).ConfigureAwait(false);
        await AskAsync(host, OsOf(asked, info), GuestKind.Of(host, asked.Emulate == true, asked.MachineType), asked.MachineType, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what there is to know of operating systems, and what the host offers for this one. It waits for files and libvirt.</summary>
    public async Task PrepareAsync(HostStatus host, string? os, bool emulates, string? machineType, CancellationToken cancellationToken = default)
    {
        var data = await systems.GetAsync(cancellationToken).ConfigureAwait(false);
        await AskAsync(host, OsChoice.Find(data, os), GuestKind.Of(host, emulates, machineType), machineType, cancellationToken).ConfigureAwait(false);
    }

    private async Task AskAsync(HostStatus host, OsChoice os, GuestKind kind, string? machineType, CancellationToken cancellationToken)
    {
        try
        {
            await capabilities.GetAsync(host.Name, KindOf(kind, os, systems.Known ?? OsDatabase.Empty, machineType), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is HypervisorException or LibvirtException)
        {
            // Then libvirt judges what it is asked to make.
        }
    }

    /// <summary>What is known by now of an operating system, and of what the host offers for it.</summary>
    private (OsChoice Os, MachineDefaults Defaults, HostOffer Offer) Know(HostStatus host, GuestKind kind, OsChoice os, string? machineType, PoolVolume? drivers)
    {
        var data = systems.Known ?? OsDatabase.Empty;
        var known = capabilities.Known(host.Name, KindOf(kind, os, data, machineType));
        var (defaults, offer) = (MachineDefaults.For(data, os.Os, kind.Arch, known, kind.IsKvm, virtioDrivers: drivers is not null), new HostOffer(known));
        return (os, kind.Xen is { } xen ? XenDefaults.Of(defaults, xen, os.Os, offer) : defaults, offer);
    }

    /// <summary>What was asked for, or what its tree tells: of some trees only the distribution is known, and no version by which the release could be called.</summary>
    private OsChoice OsOf(NewMachine asked, TreeInfo? info) => string.IsNullOrEmpty(asked.Os) && TreeOf(asked, info) is { } tree
        ? new OsChoice(tree.Called.Id, tree.Os, tree.IsNearest) : OsChoice.Find(systems.Known ?? OsDatabase.Empty, asked.Os);

    private bool IsWindows(string? asked) => OsChoice.Find(systems.Known ?? OsDatabase.Empty, asked).Os is { IsWindows: true };

    private static DomainKind KindOf(GuestKind kind, OsChoice os, OsDatabase data, string? machineType) =>
        new(kind.Arch, kind.Xen is { } xen ? xen.MachineType : kind.IsQemu ? machineType ?? MachineDefaults.MachineTypeFor(data, os.Os, kind.Arch) : null, kind.DomainType);
}
