using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>Machines with forwards on the network <c>default</c>, which keeps 192.168.122.50 for their card.</summary>
internal static class TestForwards
{
    public const string Mac = "52:54:00:00:00:01";

    public const string Network = $"<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><host mac='{Mac}' ip='192.168.122.50'/></dhcp></ip></network>";

    public static readonly Guid First = new("11111111-1111-1111-1111-111111111111"), Second = new("22222222-2222-2222-2222-222222222222");

    public static ActiveForward Port(int port) => new(new Forward("tcp", null, port, port, Mac, port), "192.168.122.50", "192.168.122.0/24");

    public static string Own(int port) => string.Create(CultureInfo.InvariantCulture, $"<wc:forward protocol='tcp' port='{port}' card='{Mac}'/>");

    public static string Definition(Guid machine, string own) => $"""
        <domain type='kvm'><name>{machine:D}</name><uuid>{machine:D}</uuid><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'>{own}</wc:machine></metadata>
        <devices><interface type='network'><mac address='{Mac}'/><source network='default'/></interface></devices></domain>
        """;

    public static HostStatus HostOf(string uri = "qemu:///system", string driver = "QEMU", ConnectionState connection = ConnectionState.Connected) =>
        TestMachines.Host("local") with { Uri = uri, Connection = connection, Facts = new HostFacts { HostName = "local", Driver = driver, LibvirtVersion = new Version(9, 0), IsLocal = true } };

    /// <summary>An inventory of running machines with these forwards.</summary>
    public static InventoryStore Inventory(HostStatus host, params (Guid Machine, string Own)[] machines)
    {
        var inventory = new InventoryStore();
        var network = new Network("local", Guid.NewGuid(), "default", true, true, true, "virbr0", Network);
        inventory.Update(snapshot => snapshot with
        {
            Hosts = [host],
            Networks = snapshot.Networks.Add((network.Host, network.Uuid), network),
            Machines = snapshot.Machines.SetItems(machines.Select(machine => Named(machine.Machine, machine.Own)).Select(machine => KeyValuePair.Create(machine.Id, machine))),
        });
        return inventory;
    }

    public static Machine Named(Guid machine, string own) => TestMachines.Named($"machine-{machine.ToString()[..1]}", MachineState.Running) with { Id = new MachineId("local", machine), Xml = Definition(machine, own), IsActive = true, Persistent = true };
}
