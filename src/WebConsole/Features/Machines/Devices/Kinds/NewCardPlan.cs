using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A new network card.</summary>
internal sealed class NewCardPlan(DevicePlanner planner, Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    public override bool ReachesHost => base.ReachesHost || CardSettings.ReachesHost(Asked);

    protected override IEnumerable<string> Fields => CardSettings.Fields;

    /// <summary>By default the network <c>default</c>, or the first.</summary>
    private InterfaceSource? Connection => CardSettings.SourceOf(Asked) ?? (Networks.FirstOrDefault() is { } network ? InterfaceSource.Network(network) : null);

    private IEnumerable<string> Networks => planner.Inventory.Networks.Values.Where(network => network.Host == Machine.Id.Host).Select(network => network.Name).OrderBy(name => name != "default").ThenBy(name => name, StringComparer.Ordinal);

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) =>
        CardSettings.Mistakes(Asked.Model is null ? Asked with { Model = UsualModel } : Asked, inventory, Machine, except: null).Append(("network", Connection is null ? "A network of the host; it has none." : null));

    public override string? WhyConflicts(InventorySnapshot inventory) => CardSettings.WhyConflicts(Asked, inventory, planner, Machine);

    public override IEnumerable<DeviceXml> Make()
    {
        if (Connection is not { } source)
            yield break;
        var card = InterfaceXml.New(source, UsualModel);
        CardSettings.Apply(Asked, card);
        card.MacAddress ??= Address;
        yield return card;
    }

    /// <summary>The model of the others: for that the guest has a driver.</summary>
    private string UsualModel
    {
        get
        {
            var models = DeviceModels.Nics(GuestKind.Of(Machine));
            return Definitions.SelectMany(domain => domain.Interfaces).Select(other => other.Model).OfType<string>().FirstOrDefault(model => models.Contains(model)) ?? models[0];
        }
    }

    /// <summary>QEMU's range of addresses.</summary>
    private string Address => Asked.Seed.ToByteArray() is var bytes ? $"52:54:00:{bytes[0]:x2}:{bytes[1]:x2}:{bytes[2]:x2}" : "";
}
