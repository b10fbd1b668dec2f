using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A new memory module.</summary>
internal sealed class NewMemoryPlan(Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    private readonly DomainXml? _stands = MachineDevice.DefinitionsOf(machine).FirstOrDefault();

    protected override IEnumerable<string> Fields => ["model", "size", "node", .. IsDimm ? [] : new[] { "requested", "block" }];

    private bool IsDimm => Model is MemoryModule.Dimm;

    private string Model => string.IsNullOrEmpty(Asked.Model) ? MemoryModule.Dimm : Asked.Model;

    private long Block => Asked.Block ?? MemoryModule.LeastBlock;

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory)
    {
        if (!Kinds.Contains(MemoryModule.Kind) || _stands is null)
            return [("kind", "Only for machines that QEMU runs.")];
        var cells = _stands.NumaCells.Select(cell => cell.Id ?? 0).ToArray();
        return
        [
            ("model", OneOf.MistakeUnlessEmpty(Asked.Model, MemoryModule.Models) ?? (IsDimm ? SlotMistake(_stands) : null)),
            ("size", SizeMistake(_stands)),
            ("node", Asked.Node is { } node && !cells.Contains(node) ? cells.Length == 0 ? "The guest sees no NUMA nodes." : $"The guest's NUMA nodes are {CpuSet.Format(cells)}." : null),
            ("block", IsDimm ? null : BlockMistake(_stands)),
            ("requested", IsDimm || Asked.Size is not { } size ? null : MemoryModule.RequestedMistake(Asked.Requested, size, Block)),
        ];
    }

    private string? SizeMistake(DomainXml stands)
    {
        if (stands.MaxMemorySlots is not > 0 || stands.MaxMemoryBytes is not { } most)
            return "The machine has no room for memory modules: give it some first (memoryModules, in the form of its memory), and restart it.";
        var (memory, size) = (stands.MemoryBytes ?? 0, Asked.Size);
        return size is null || size < MemoryModule.Piece || size % MemoryModule.Piece != 0 ? $"A multiple of {SizeLimit.Least(MemoryModule.Piece)}: guests take memory in such pieces."
            : size > most - memory ? most - memory < MemoryModule.Piece ? $"The machine has all the memory that it can have with modules, {Format.Bytes(most)}." : $"At most {SizeLimit.Most((most - memory) / MemoryModule.Piece * MemoryModule.Piece)}: with all modules the machine can have {Format.Bytes(most)}."
            : stands.MemoryHardLimitBytes is { } limit && memory + size > limit ? $"The machine would have more memory than its hard limit on the host, {Format.Bytes(limit)}."
            : Running is { MemoryHardLimitBytes: { } now, MemoryBytes: var runs } && runs + size + MemoryLimitsChanges.Margin > now ? $"Its hard limit on the host, {Format.Bytes(now)}, would leave QEMU less than the {Format.Bytes(MemoryLimitsChanges.Margin)} that it may need beside the guest's memory."
            : null;
    }

    /// <summary>What runs, where that gets the module, too: its limit may be another, and it can't be put right before a start.</summary>
    private DomainXml? Running => DeviceReach.Runs(Asked.Apply, Machine) ? MachineDevice.DefinitionsOf(Machine).LastOrDefault() : null;

    public override IEnumerable<FieldNote> Warnings(InventorySnapshot inventory)
    {
        if (_stands is not null && Asked.Size is { } size && MachineResources.LimitDoubt(_stands.MemoryHardLimitBytes, (_stands.MemoryBytes ?? 0) + size) is { } doubt)
            yield return new FieldNote("size", doubt);
    }

    private static string? SlotMistake(DomainXml stands) => stands.MaxMemorySlots is { } slots && stands.Devices.OfType<MemoryDeviceXml>().Count(MemoryModulesChanges.InSlot) >= slots
        ? string.Create(CultureInfo.InvariantCulture, $"All of its {slots} slots are in use.") : null;

    private string? BlockMistake(DomainXml stands)
    {
        var least = Math.Max(MemoryModule.LeastBlock, MemoryBackingChanges.PageSizeOf(stands) ?? 0);
        return Block >= least && BitOperations.IsPow2(Block) && (Asked.Size is not { } size || size % Block == 0) ? null : $"A power of two, from {SizeLimit.Least(least)} up, of which its size is a multiple.";
    }

    public override IEnumerable<DeviceXml> Make()
    {
        var module = new MemoryDeviceXml(new XElement(MemoryModule.Kind)) { Model = Model, SizeBytes = Asked.Size, Node = Asked.Node ?? (_stands?.NumaCells is { Count: > 0 } cells ? cells[0].Id : null) ?? 0 };
        if (!IsDimm)
            (module.BlockBytes, module.RequestedBytes) = (Block, Asked.Requested ?? Asked.Size);
        module.Alias = Alias;
        return [module];
    }

    public override void Follow(DomainXml domain)
    {
        if (IsDimm && Asked.Size is { } size)
            MemoryModule.CountIn(domain, size);
    }
}
