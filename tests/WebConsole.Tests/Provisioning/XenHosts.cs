using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;

namespace WebConsole.Tests.Provisioning;

/// <summary>A host of Xen as libvirt describes it, and plans for it.</summary>
internal static class XenHosts
{
    public const string Name = "local", Full = "xenfv", Light = "xenpvh", Paravirtual = "xenpv";

    public static readonly Guid Images = Guid.NewGuid();

    public static readonly HostStatus Dom0 = TestMachines.Host(Name) with
    {
        Uri = "xen:///system",
        Facts = new HostFacts { HostName = "dom0", Driver = "Xen", LibvirtVersion = new Version(9, 0), MemoryBytes = 16L << 30, Capabilities = Capabilities(Full, Light, Paravirtual) },
    };

    public static readonly InventorySnapshot Inventory = new()
    {
        Hosts = [Dom0],
        StoragePools = new[] { new StoragePool(Name, Images, "default", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>") }
            .ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Name, Images), new(
        [
            new StorageVolume("setup.iso", "/srv/images/setup.iso", "iso", 1 << 20, 1 << 20), new StorageVolume("vmlinuz", "/srv/images/vmlinuz", "raw", 1 << 20, 1 << 20),
            new StorageVolume("initrd.gz", "/srv/images/initrd.gz", "raw", 1 << 20, 1 << 20),
        ])),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add((Name, Images), new Network(Name, Images, "default", true, true, true, "virbr0", "<network><name>default</name></network>")),
    };

    public static string Capabilities(params string[] machineTypes) =>
        "<capabilities><host><cpu><arch>x86_64</arch></cpu></host>" + string.Concat(machineTypes.SelectMany(type => new[] { "i686", "x86_64" }, (type, arch) =>
            $"<guest><os_type>{type switch { Full => "hvm", Paravirtual => "xen", _ => type }}</os_type><arch name='{arch}'><wordsize>64</wordsize><machine>{type}</machine><domain type='xen'/></arch></guest>")) + "</capabilities>";

    /// <param name="asked">Its machine type tells the kind.</param>
    /// <param name="loaders">The firmware that the host has.</param>
    public static MachinePlan Plan(NewMachine asked, params string[] loaders)
    {
        var kind = GuestKind.Of(Dom0, emulates: false, asked.MachineType);
        var offer = new HostOffer(DomainCapabilitiesXml.TryParse(Offered(kind.Xen!.MachineType, loaders), out var offered) ? offered : null);
        return new MachinePlan(Inventory, Name, asked)
        {
            Kind = kind,
            Os = OsChoice.None,
            Offer = offer,
            Defaults = XenDefaults.Of(MachineDefaults.For(OsDatabase.Empty, null, kind.Arch, offered, kvm: false), kind.Xen!, null, offer),
        };
    }

    private static string Offered(string machineType, string[] loaders) =>
        $"""
        <domainCapabilities><domain>xen</domain><machine>{machineType}</machine><arch>x86_64</arch><vcpu max='128'/>
        <os supported='yes'><loader supported='{(loaders.Length > 0 ? "yes" : "no")}'>{string.Concat(loaders.Select(loader => $"<value>{loader}</value>"))}</loader></os>
        <cpu><mode name='host-passthrough' supported='no'/><mode name='maximum' supported='no'/><mode name='host-model' supported='no'/><mode name='custom' supported='no'/></cpu>
        <devices><disk supported='yes'><enum name='bus'><value>ide</value><value>scsi</value><value>xen</value></enum></disk>
        <graphics supported='yes'><enum name='type'><value>vnc</value><value>spice</value></enum></graphics>
        <video supported='yes'><enum name='modelType'><value>vga</value><value>cirrus</value><value>xen</value></enum></video></devices></domainCapabilities>
        """;
}
