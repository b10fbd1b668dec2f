using System.Globalization;
using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Hardware;

internal static class ProcessorWords
{
    public static HardwareItem Processor(DomainXml domain)
    {
        var all = domain.VirtualCpus;
        var title = (domain.CurrentVirtualCpus ?? all) is { } count ? Format.Count(count, "virtual CPU", "virtual CPUs") : "Virtual CPUs";
        return new HardwareItem(HardwareKind.Processor, title, Words.List(
            domain.CurrentVirtualCpus is { } now && now != all ? Words.With("at most ", all) : null,
            Model(domain),
            Topology(domain),
            Words.With("on the host's CPUs ", domain.VirtualCpuSet)));
    }

    public static HardwareItem Memory(DomainXml domain)
    {
        var title = (domain.CurrentMemoryBytes ?? domain.MemoryBytes) is { } bytes ? $"{Format.Bytes(bytes)} memory" : "Memory";
        return new HardwareItem(HardwareKind.Memory, title, Words.List(
            domain is { MemoryBytes: { } all, CurrentMemoryBytes: { } now } && now != all ? $"at most {Format.Bytes(all)}" : null,
            domain.MaxMemoryBytes is { } most
                ? $"up to {Format.Bytes(most)} with modules in {Format.Count(domain.MaxMemorySlots ?? 0, "slot", "slots")}"
                : null,
            Words.When(domain.HugePages, "huge pages"),
            Words.When(domain.MemoryLocked, "never swapped out"),
            Words.When(domain.MemoryAccess == "shared", "shared with other processes"),
            Words.With("encrypted against the host (", domain.LaunchSecurity, ")"),
            domain.NumaCells.Count > 1 ? Format.Count(domain.NumaCells.Count, "NUMA node", "NUMA nodes") : null));
    }

    /// <summary>
    /// How the machine's processors are virtualised, by the type of the definition; unknown types keep libvirt's name.
    /// </summary>
    public static string Virtualisation(string type) => type switch
    {
        "kvm" => "KVM",
        "qemu" => "emulated (no KVM)",
        "lxc" => "container (LXC)",
        "xen" => "Xen",
        "hvf" => "Hypervisor.framework",
        _ => type,
    };

    private static string? Model(DomainXml domain) => domain.CpuMode switch
    {
        "host-passthrough" => "the host's model as it is",
        "host-model" => "as close to the host's model as can be migrated",
        "maximum" => "every feature that can be offered",
        _ => Words.With("model ", domain.CpuModel),
    };

    private static string? Topology(DomainXml domain) => domain.Sockets is { } sockets
        ? string.Join(" × ", new[]
        {
            Format.Count(sockets, "socket", "sockets"),
            domain.Dies > 1 ? string.Create(CultureInfo.InvariantCulture, $"{domain.Dies} dies") : null,
            domain.Cores is { } cores ? Format.Count(cores, "core", "cores") : null,
            domain.Threads is { } threads ? Format.Count(threads, "thread", "threads") : null,
        }.OfType<string>())
        : null;
}
