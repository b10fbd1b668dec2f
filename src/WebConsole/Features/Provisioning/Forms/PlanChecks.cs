using Microsoft.Extensions.Localization;
using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What is looked at while somebody types: ✓ what is well, ⚠ what may not be meant.</summary>
/// <param name="plan">What is made.</param>
/// <param name="mistakes">Its errors, which the fields show.</param>
/// <param name="inventory">What there is.</param>
/// <param name="host">The host.</param>
/// <param name="text">The words.</param>
/// <param name="count">How many machines of the kind are made.</param>
internal sealed class PlanChecks(MachinePlan plan, IReadOnlyDictionary<string, string[]> mistakes, InventorySnapshot inventory, HostStatus host, IStringLocalizer text, int count = 1)
{
    private const int MostNamed = 3;

    public IEnumerable<SummaryLine> All() => [.. Name(), .. SignIn(), .. OtherSystem(), .. Memory(), .. Processors(), .. Space(), .. Names(), .. Images(), .. BootFiles(), .. new CardChecks(plan, inventory, host, text).All(), .. CloudInit(), .. Tree()];

    private IEnumerable<SummaryLine> Name()
    {
        if (count == 1 && plan.Name.Length > 0 && !mistakes.ContainsKey("name"))
            yield return new(text["✓ name free"], "name");
    }

    /// <summary>Before all other warnings: the machine would be of no use.</summary>
    private IEnumerable<SummaryLine> SignIn()
    {
        if (plan.Seed is { Unattended: null, Ignition: null, Settings: { UserData: null or "", AllUsers: [] } })
            yield return new(text["⚠ nobody can sign in: cloud-init is given no user"], "cloudInit.users[0].name");
    }

    private IEnumerable<SummaryLine> OtherSystem()
    {
        if (plan is { TreeOs: { } told, Os.Id: var planned } && told.Id != planned)
            yield return new(text["⚠ the installation tree says that it is {0}", told.Name], "os");
    }

    /// <summary>libvirt takes kernels for raw disks, which start nothing.</summary>
    private IEnumerable<SummaryLine> BootFiles()
    {
        if (plan.Medium is { Name: var medium } && IsBootFile(medium))
            yield return new(text["⚠ {0} is called as a kernel or its RAM disk, and is no medium", medium], "media");
        foreach (var (index, disk) in plan.Disks.Index().Where(disk => disk.Item.Source is { } source && IsBootFile(source.Name)))
            yield return new(text["⚠ {0} is called as a kernel or its RAM disk, and is no disk", disk.Source!.Name], $"disks[{index}].backing");
    }

    private static bool IsBootFile(string name) => BootFileName.IsKernel(name) || BootFileName.IsInitrd(name);

    private IEnumerable<SummaryLine> Tree()
    {
        if (plan.Tree is { Url.Scheme: "http" })
            yield return new(text["⚠ the installation tree is fetched without encryption: anyone on the way could change the kernel"], "kernel.tree");
    }

    /// <summary>What its system lacks of what osinfo-db says that it needs; null where it has enough.</summary>
    public static string? FewVcpus(MachinePlan plan, IStringLocalizer text) =>
        plan.Os.Os is { } os && plan.Vcpus < plan.Defaults.LeastVirtualCpus ? text["{0} needs at least {1} vCPUs", os.Name, plan.Defaults.LeastVirtualCpus].Value : null;

    /// <inheritdoc cref="FewVcpus"/>
    public static string? LittleMemory(MachinePlan plan, IStringLocalizer text) =>
        plan is { Os.Os: { } os, Defaults.NeededMemoryBytes: { } needed } && plan.Memory < needed ? text["{0} needs at least {1}", os.Name, Format.Bytes(needed)].Value : null;

    private IEnumerable<SummaryLine> Memory()
    {
        if (LittleMemory(plan, text) is { } little)
            yield return new(text["⚠ {0}", little], "memory");
        if (host.Facts is not { MemoryBytes: > 0 and var all })
            yield break;
        var promised = count * plan.Memory + inventory.Machines.Values.Where(machine => machine.Id.Host == host.Name && machine.IsActive).Sum(machine => machine.MemoryBytes);
        if (promised > all)
            yield return new(text["⚠ with the machines that run, {0} of memory are promised: the host has {1}", Format.Bytes(promised), Format.Bytes(all)], "memory");
    }

    private IEnumerable<SummaryLine> Processors()
    {
        if (FewVcpus(plan, text) is { } few)
            yield return new(text["⚠ {0}", few], "vcpus");
        if (host.Facts is { Cpus: > 0 and var cpus } && plan.Vcpus > cpus)
            yield return new(text["⚠ more vCPUs than the host's {0}", cpus], "vcpus");
    }

    /// <summary>Of what is taken at once, the fields tell; this is what new disks may grow to.</summary>
    private IEnumerable<SummaryLine> Space()
    {
        foreach (var disks in plan.Disks.Where(disk => disk is not ExistingVolumePlan).GroupBy(disk => disk.Pool))
        {
            var (pool, most) = (disks.Key, count * disks.Sum(disk => disk.Capacity ?? 0));
            var promised = most + (inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed.Sum(volume => volume.CapacityBytes ?? 0) ?? 0);
            // Before the machine has a name, its disks have none.
            if (plan.Name.Length == 0 && !pool.Silent)
                continue;
            var said = pool.Silent ? text["⚠ {0} does not answer: what is made in it waits for it", pool.Name]
                : most > pool.AvailableBytes ? text["⚠ {0} may grow to {1}: {2} has {3} left", NamesOf(disks), Format.Bytes(most), pool.Name, Format.Bytes(pool.AvailableBytes)]
                : promised > pool.CapacityBytes && promised - most <= pool.CapacityBytes ? text["⚠ {0} would promise {1}, and has {2}: full before its disks are", pool.Name, Format.Bytes(promised), Format.Bytes(pool.CapacityBytes)]
                : text["✓ {0} free in {1}", Format.Bytes(pool.AvailableBytes), pool.Name];
            yield return new(said, $"disks[{plan.Disks.TakeWhile(disk => disk != disks.First()).Count()}].pool");
        }
    }

    private string NamesOf(IEnumerable<DiskPlan> disks) => (count == 1 ? "" : FormattableString.Invariant($"{count} × ")) + string.Join(", ", disks.Select(disk => disk.Name));

    /// <summary>Why a new disk is not called as its machine: a volume of that name is there, often that of a machine that could not be made.</summary>
    private IEnumerable<SummaryLine> Names()
    {
        var said = new HashSet<ObjectId>();
        foreach (var (index, disk) in plan.Disks.Index().Where(disk => disk.Item is not ExistingVolumePlan && disk.Item.Asked.Volume is null && plan.Name.Length > 0))
        {
            if (NewVolumeName.Wanted(disk.Pool, plan.Name, disk.Name) is not { } wanted || wanted == disk.Name || inventory.Find(ObjectId.Volume(disk.Pool.Host, disk.Pool.Uuid, wanted)) is not PoolVolume there || !said.Add(there.Id))
                continue;
            yield return new(VolumeUsers.Of(inventory, there).Machines is [var user, ..] ? text["{0} is a disk of {1}: the new one is called {2}", wanted, user.Name, disk.Name]
                : text["⚠ {0} is left in {1} from another machine, and nothing uses it: the new disk is called {2}. Delete it where it is not needed", wanted, disk.Pool.Name, disk.Name], $"disks[{index}].pool", AppUrls.Of(there.Id));
        }
    }

    /// <summary>Who else depends on an image.</summary>
    private IEnumerable<SummaryLine> Images()
    {
        foreach (var source in plan.Disks.Where(disk => disk.SharesSource && disk is not CopyPlan).Select(disk => disk.Source).OfType<PoolVolume>().DistinctBy(source => source.Id))
        {
            if (VolumeUsers.Of(inventory, source).Machines is { Length: > 0 } users)
                yield return new(text["{0} is used by {1} too: it must stay as it is", source.Name,
                    string.Join(", ", users.Take(MostNamed).Select(machine => machine.Name)) + (users.Length > MostNamed ? FormattableString.Invariant($", +{users.Length - MostNamed}") : "")], "disks[0].backing");
        }
    }

    private IEnumerable<SummaryLine> CloudInit()
    {
        if (plan.Asked.CloudInit is not null && plan.Disks.FirstOrDefault()?.Source is { Name: var image } && (IgnitionImage.Is(image) || (plan.Os.Os is { } os && IgnitionImage.Is(os))))
            yield return new(text["⚠ {0} is set up by Ignition, and has no cloud-init", image], "cloudInit");
        if (plan.Seed is not { Settings: var settings })
            yield break;
        foreach (var (field, warnings) in CloudInitRules.Warnings(settings))
        {
            foreach (var warning in warnings)
                yield return new(text["⚠ {0}", warning], $"cloudInit.{field}");
        }
    }
}
