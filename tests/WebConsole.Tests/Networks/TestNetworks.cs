using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;

namespace WebConsole.Tests.Networks;

/// <summary>Networks of the host "local", and what may be done to them.</summary>
internal static class TestNetworks
{
    public static readonly Network Nat = Named("default", "virbr0", "<forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.2' end='192.168.122.254'/></dhcp></ip>");

    public static readonly Network Office = Named("office", "br0", "<forward mode='bridge'/><bridge name='br0'/>");

    public static Network Named(string name, string? bridge, string inside) =>
        new("local", Guid.NewGuid(), name, true, true, true, bridge, $"<network><name>{name}</name>{inside}</network>");

    public static Machine MachineOn(string source, string name = "web-01", MachineState state = MachineState.Running) => TestMachines.Named(name, state) with
    {
        Xml = $"<domain><name>{name}</name><devices><interface type='network'><mac address='52:54:00:00:00:01'/><source {source}/></interface></devices></domain>",
    };

    public static Operation Create(string word, Network network) => TestActions.Registry.Find(ObjectKind.Network, word)!.Create(network, TestMachines.Host("local"));

    public static OperationsRig Rig(Network[] networks, params Machine[] machines)
    {
        var rig = new OperationsRig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            Networks = snapshot.Networks.SetItems(networks.Select(network => KeyValuePair.Create((network.Host, network.Uuid), network))),
            Machines = snapshot.Machines.SetItems(machines.Select(machine => KeyValuePair.Create(machine.Id, machine))),
        });
        return rig;
    }

    public static async Task<OperationResult> StartAsync(Operation operation, params Network[] networks)
    {
        await using var rig = Rig(networks);
        return await rig.StartAsync(operation, TestUsers.With(Role.Administrator));
    }
}
