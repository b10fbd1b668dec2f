using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>What the checks look at, read once.</summary>
/// <param name="facts">What libvirt reported; <c>null</c> if it never answered, which only happens for a local host
/// with QEMU.</param>
/// <param name="files">The host's own files.</param>
internal sealed class HostCheckContext(HostFacts? facts, HostFiles files)
{
    public HostFacts? Facts => facts;

    public HostFiles Files => files;

    /// <summary>The processor's flags and vendor, and whether it is virtual.</summary>
    public HostProcessor Processor { get; } = HostProcessor.Read(files);

    public HostCommands Commands { get; } = HostCommands.For(files);

    public CapabilitiesXml? Capabilities { get; } = facts is not null && CapabilitiesXml.TryParse(facts.Capabilities, out var view) ? view : null;

    public bool IsQemu => facts is null || facts.Driver.Equals("QEMU", StringComparison.OrdinalIgnoreCase);

    public bool IsLocal => facts?.IsLocal ?? true;

    /// <summary>Whether the kernel can load modules at all; some are built without.</summary>
    public bool HasLoadableModules => files.Exists("proc/modules");
}
