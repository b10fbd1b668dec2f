using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>The room for memory modules, which come while the machine runs; it takes effect at a start.</summary>
/// <param name="Slots">How many DIMMs the board has slots for; 0 for no modules at all.</param>
/// <param name="Maximum">The most memory that the machine can have with all modules, in bytes.</param>
public sealed record MemoryModulesChanges(int? Slots = null, long? Maximum = null) : PartChanges
{
    private const int MostSlots = 256;

    internal override string Part => "memoryModules";

    internal override void Apply(DomainXml domain)
    {
        if (Slots is 0)
        {
            foreach (var room in domain.Element.Elements("maxMemory").ToArray())
                room.Remove();
            return;
        }
        if (Maximum is { } maximum)
            domain.MaxMemoryBytes = maximum;
        if (Slots is { } slots)
            domain.MaxMemorySlots = slots;
        GuestMemory.NeedANode(domain);
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context)
    {
        if (!context.IsWhole)
            return [("slots", "Only for machines that QEMU runs.")];
        var modules = context.Stands.Devices.OfType<MemoryDeviceXml>().ToArray();
        return
        [
            ("slots", Slots switch
            {
                < 0 or > MostSlots => $"A number from 1 to {MostSlots}, or 0 for no modules.",
                0 when modules.Length > 0 => "It has memory modules: remove them first.",
                > 0 when modules.Count(InSlot) is var used && Slots < used => $"At least {used}, which are in use.",
                null when context.Stands.MaxMemorySlots is null => "How many there are.",
                _ => null,
            }),
            ("maximum", Maximum switch
            {
                null => Slots > 0 && context.Stands.MaxMemoryBytes is null ? "The most memory with all modules." : null,
                _ when Slots is 0 => "Only with slots.",
                { } bytes when bytes < context.MemoryBytes => $"At least {SizeLimit.Least(context.MemoryBytes)}, its memory.",
                { } bytes when bytes % 1024 != 0 => "A size in whole KiB.",
                _ => null,
            }),
        ];
    }

    /// <summary>Whether a module is in a slot: <c>virtio-mem</c> is a device of another bus.</summary>
    internal static bool InSlot(MemoryDeviceXml module) => module.Model is "dimm" or "nvdimm" or null;
}
