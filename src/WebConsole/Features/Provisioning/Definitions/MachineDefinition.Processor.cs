using Libvirt.Xml;
using WebConsole.Hardware;

namespace WebConsole.Features.Provisioning.Definitions;

// The processors, what they can do, and the clock.
internal sealed partial class MachineDefinition
{
    /// <summary>How often Windows tries to get a lock before it tells the hypervisor, as Microsoft's own uses it.</summary>
    private const int SpinlockRetries = 8191;

    private void WriteProcessor()
    {
        if (!plan.Kind.IsQemu)
            return;
        var isX86 = plan.Kind.Arch is "x86_64" or "i686";
        if (isX86 || (plan.MachineFamily is "virt" && plan.Firmware is not "bios"))
            _domain.Features.Add(FeatureXml.New("acpi"));
        if (isX86)
            _domain.Features.Add(FeatureXml.New("apic"));
        if (Defaults.HyperVFeatures.Length > 0)
        {
            var parts = _domain.Features.Add(FeatureXml.New("hyperv")).Parts;
            foreach (var name in Defaults.HyperVFeatures)
            {
                var part = parts.Add(FeatureXml.New(name));
                (part.State, part.Retries) = (true, name is "spinlocks" ? SpinlockRetries : null);
            }
        }
        if (plan.Firmware is "uefi-secure" && isX86)
            Firmwares.WriteProtection(_domain);
        WriteCpu();
    }

    private void WriteCpu()
    {
        var asked = plan.Asked.Cpu;
        if (asked is { HasTopology: true })
            (_domain.Sockets, _domain.Cores, _domain.Threads) = (asked.Sockets ?? 1, asked.Cores ?? 1, asked.Threads ?? 1);
        // Windows uses one or two sockets, whatever it has.
        else if (plan.Os.Os is { IsWindows: true })
            (_domain.Sockets, _domain.Cores, _domain.Threads) = (1, plan.MaxVcpus, 1);
        (_domain.CpuMode, _domain.CpuModel) = asked is { Mode: null, Model: null } or null ? (Defaults.CpuMode, Defaults.CpuModel) : (asked.Mode ?? "custom", asked.Model);
    }

    private void WriteClock()
    {
        _domain.ClockOffset = Defaults.ClockOffset;
        foreach (var (name, policy, present) in plan.Kind.IsQemu ? Defaults.Timers : [])
        {
            var timer = _domain.Timers.Add();
            (timer.Name, timer.TickPolicy, timer.Present) = (name, policy, present);
        }
    }
}
