using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>What may be asked of a new machine's board, processors, memory, devices and boot order, by what its host offers.</summary>
internal sealed class HardwareRules(HostStatus host, MachinePlan plan)
{
    internal const int MostVcpus = CpuRules.MostVcpus;

    private NewMachine Asked => plan.Asked;

    private int MostOffered => Math.Min(MostVcpus, plan.Offer.MostCpus);

    /// <summary>Errors by their names in the API.</summary>
    public IEnumerable<(string Argument, string? Mistake)> Found() =>
    [
        ("machineType", MachineType()), ("maxMemory", MaxMemory()), ("bootMenu", Asked is { BootMenu: true, Kernel: not null } ? "A kernel is booted without firmware, and without its menu." : null),
        .. Asked.Cpu is { } cpu ? Processor(cpu) : [],
        .. Asked.Devices is { } devices ? Devices(devices) : [],
        .. plan.AskedDisks.Select((disk, index) => ($"disks[{index}].cache", OneOf.Mistake(disk.Cache, DeviceModels.DiskCaches))),
        ("boot", Boot()),
    ];

    private string? MachineType() => Asked.MachineType is not { } type || GuestKind.MachineTypesOf(host) is not { Length: > 0 } offered || offered.Contains(type) ? null
        : $"A machine type that the host offers: {string.Join(", ", offered.Take(4))}, ….";

    private string? MaxMemory() => Asked.MaxMemory switch
    {
        null => null,
        var most when most < plan.Memory => $"At least {SizeLimit.Least(plan.Memory)}, which it has at boot.",
        var most when host.Facts is { MemoryBytes: > 0 and var all } && most > all => $"At most {SizeLimit.Most(all)}, which the host has.",
        _ => null,
    };

    private IEnumerable<(string Argument, string? Mistake)> Processor(NewProcessor cpu)
    {
        yield return ("cpu.mode", CpuRules.ModeMistake(cpu.Mode, plan.Offer));
        yield return ("cpu.model", CpuRules.ModelMistake(cpu.Mode, cpu.Model, plan.Offer, plan.Kind.IsKvm));
        yield return ("cpu.maximum", cpu.Maximum is { } most && (most < plan.Vcpus || most > MostOffered) ? $"A number from {plan.Vcpus}, which it starts with, to {MostOffered}." : null);
        yield return ("cpu.sockets", cpu.HasTopology ? CpuRules.TopologyMistake(plan.MaxVcpus, cpu.Sockets ?? 1, 1, cpu.Cores ?? 1, cpu.Threads ?? 1) : null);
    }

    private IEnumerable<(string Argument, string? Mistake)> Devices(NewDevices devices)
    {
        yield return ("devices.graphics", OneOf.Mistake(devices.Graphics, [.. DeviceModels.Graphics, DeviceModels.None])
            ?? (devices.Graphics is { } graphics and not DeviceModels.None && !plan.Offer.HasGraphics(graphics) ? $"The host's QEMU has no {graphics.ToUpperInvariant()}." : null));
        yield return ("devices.video", devices is { Video: DeviceModels.None } && plan.Graphics is not null ? "A screen needs a video card."
            : OneOf.Mistake(devices.Video, [.. plan.VideoModels, DeviceModels.None]));
        yield return ("devices.sound", OneOf.Mistake(devices.Sound, [.. DeviceModels.Sounds(plan.Kind), DeviceModels.None]));
        yield return ("devices.watchdog", OneOf.Mistake(devices.Watchdog, [.. DeviceModels.Watchdogs(plan.Kind), DeviceModels.None]));
        yield return ("devices.watchdogAction", devices.WatchdogAction is not null && devices.Watchdog is null or DeviceModels.None ? "Only with a watchdog." : OneOf.Mistake(devices.WatchdogAction, DeviceModels.WatchdogActions));
        yield return ("devices.rng", devices.Rng == true && !plan.Offer.HasRng ? "The host's QEMU gives machines no random numbers." : null);
    }

    private string? Boot()
    {
        if (Asked.Boot is not { } order)
            return null;
        var there = plan.BootTargets;
        return order.Count > there.Length || order.Distinct().Count() < order.Count ? "Each of them once."
            : order.FirstOrDefault(target => !there.Contains(target)) is { } unknown || order.Any(target => target is null) ? $"What it can boot from: {(there.IsEmpty ? "nothing" : string.Join(", ", there))}."
            : null;
    }
}
