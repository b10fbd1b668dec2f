using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Components.Layout.Palette;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Accounts.Commands;
using WebConsole.Features.Networks.Interfaces.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.ComponentTests.Layout;

/// <summary>
/// Each action of the registry is complete: it has texts, a form for its arguments, an operation with the same name, a
/// virsh line, and an entry in the palette. The API tests check its route.
/// </summary>
public sealed class EveryActionTests : PageContext
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Request bodies by kind and name, for actions with arguments.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["machine/edit"] = """{ "title": "The web", "tags": ["web"], "icon": "web", "autostart": { "by": "webconsole", "order": 1 } }""",
        ["machine/freeze"] = "{}",
        ["machine/set-password"] = """{ "user": "root", "password": "a new one" }""",
        ["machine/set-ssh-keys"] = """{ "user": "root", "keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEChJkvWVQbIFLGLXCWPnZ4TMQe3zGZ4JPZ5cGy4Rk root@web"] }""",
        ["machine/run-program"] = """{ "program": "/bin/df", "arguments": ["-h"] }""",
        ["machine/edit-xml"] = """{ "xml": "<domain type='qemu'><name>web</name></domain>" }""",
        ["network/fix-address"] = """{ "mac": "52:54:00:00:00:01", "ip": "192.168.122.9" }""",
        ["network/free-address"] = """{ "ip": "192.168.122.9" }""",
        ["network/edit"] = """{ "mtu": 1400 }""",
        ["network/revert-pending"] = "{}",
        ["network/edit-xml"] = """{ "xml": "<network><name>web</name></network>" }""",
        ["pool/edit-xml"] = """{ "xml": "<pool type='dir'><name>web</name></pool>" }""",
        ["filter/edit-xml"] = """{ "xml": "<filter name='web'/>" }""",
        ["machine/revert-pending"] = "{}",
        ["machine/rename"] = """{ "name": "web-03" }""",
        ["machine/delete"] = "{}",
        ["machine/clone"] = """{ "name": "web-03" }""",
        ["machine/replace-spice"] = "{}",
        ["machine/add-forward"] = """{ "hostPort": 8443, "port": 443 }""",
        ["machine/remove-forward"] = """{ "hostPort": 8443 }""",
        ["machine/add-device"] = """{ "kind": "rng" }""",
        ["device/new-mediated-device"] = """{ "type": "nvidia-11" }""",
        ["machine-device/edit-device"] = """{ "cache": "none" }""",
        ["machine-device/insert"] = """{ "pool": "00000000-0000-4000-8000-00000000bbbb", "volume": "debian.iso" }""",
        ["machine-device/remove"] = "{}",
        ["machine-device/move-disk"] = """{ "pool": "00000000-0000-4000-8000-00000000bbbb" }""",
        ["machine-device/flatten-disk"] = "{}",
        ["machine-device/merge-disk"] = "{}",
        ["machine-device/limit-disk-job"] = "{}",
        ["host/new-container"] = """{ "name": "box-01", "path": "/srv/containers/box" }""",
        ["host/import"] = """{ "definition": "<domain type='qemu'><name>web-04</name><memory>65536</memory><os><type>hvm</type></os></domain>" }""",
        ["host/new-machine"] = """{ "name": "web-03" }""",
        ["host/new-bridge"] = """{ "name": "br0", "over": "eth0" }""",
        ["host/change-bridge"] = """{ "name": "br0", "stp": true }""",
        ["host/remove-bridge"] = """{ "name": "br0" }""",
        ["host/new-filter"] = """{ "name": "office", "xml": "<filter/>" }""",
        ["host/new-pool"] = """{ "type": "dir", "name": "images", "path": "/srv/images" }""",
        ["host/new-network"] = """{ "name": "office", "forward": "nat", "ipv4": { "address": "192.168.150.1", "prefix": 24 } }""",
        ["pool/build"] = "{}",
        ["pool/delete"] = "{}",
        ["pool/edit"] = """{ "path": "/srv/other" }""",
        ["pool/new-volume"] = """{ "name": "web.img", "capacity": 1048576 }""",
        ["pool/fetch"] = """{ "url": "https://example.org/web.img" }""",
        ["machine/restore"] = """{ "id": 1 }""",
        ["network/restore"] = """{ "id": 1 }""",
        ["filter/restore"] = """{ "id": 1 }""",
        ["pool/restore"] = """{ "id": 1 }""",
        ["host/restore-deleted"] = """{ "kind": "machine", "uuid": "00000000-0000-4000-8000-00000000dddd", "id": 1 }""",
        ["volume/resize"] = """{ "capacity": 1048576 }""",
        ["volume/clone"] = """{ "name": "copy.img" }""",
        ["volume/move"] = """{ "pool": "00000000-0000-4000-8000-00000000dddd" }""",
    };

    private ActionRegistry Registry => Services.GetRequiredService<ActionRegistry>();

    [Fact]
    public void Action_HasItsWords() => Assert.All(Registry.All, action =>
    {
        Assert.Matches("^[a-z]+(-[a-z]+)*$", action.Word);
        Assert.All([action.Label, action.Effect, action.Icon, action.Doing, action.Verb], text => Assert.NotEqual("", text.Trim()));
        Assert.NotEqual("", action.Confirm?.Trim());
    });

    [Fact]
    public void Address_IsOfOneActionAlone() =>
        Assert.Empty(Registry.All.GroupBy(action => (action.Method, Path: action.Path.StartsWith('/') ? action.Path : $"{action.Kind.Route()}/{action.Path}")).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void ActionWithArguments_IsAskedForByAForm()
    {
        var samples = Fill();
        Assert.All(Registry.All, action =>
        {
            Assert.Equal((action.Word, action.Arguments is not null), (action.Word, action.Form is not null || action.PageFor(Sample(samples, action)) is not null));
            Assert.True(action.Form is null || (action.Form.IsAssignableTo(typeof(IComponent)) && action.Form.GetProperty("Subject") is not null), action.Word);
        });
    }

    /// <summary>The API then compares it before a task begins, and reads it from <c>If-Match</c> too.</summary>
    [Fact]
    public void ArgumentsWithAVersion_AreVersioned() =>
        Assert.All(Registry.All.Where(action => action.Arguments?.GetProperty("Version") is not null), action => Assert.True(action.Arguments!.IsAssignableTo(typeof(IVersioned)), action.Word));

    [Fact]
    public void Operation_HasTheSameWordAndALineOfVirsh()
    {
        var samples = Fill();
        Assert.All(Registry.All, action =>
        {
            var operation = action.Create(Sample(samples, action), TestInventory.Host, Arguments(action));

            Assert.Equal((action.Word, action.Needs), (operation.Action, operation.Needs));
            // libvirt knows nothing of sessions, and does not configure the host's network.
            Assert.True(operation is EndSession or NetworkChangeCommand or KeepNetworkChange || operation.VirshLine.StartsWith("vir", StringComparison.Ordinal), $"{action.Word}: {operation.VirshLine}");
        });
    }

    [Fact]
    public void Action_IsFoundInThePalette()
    {
        var samples = Fill();
        Open("/accounts");
        var catalogue = Services.GetRequiredService<PaletteCatalogue>();
        Assert.All(Registry.All, action =>
        {
            var subject = Sample(samples, action);

            var first = catalogue.Find(new PaletteMatch($"{action.Label} {subject.Name}")).Shown[0];

            Assert.Equal((action, subject.Id), (first.Action, first.Subject?.Id));
        });
    }

    private static ISubject Sample(IEnumerable<ISubject> samples, ObjectAction action) => samples.FirstOrDefault(action.AppliesTo)
        ?? throw new InvalidOperationException($"No sample of a {action.Kind.ToToken()} in a state that {action.Word} makes sense in: add one to Fill.");

    private static object? Arguments(ObjectAction action) => action.Arguments is not { } type ? null
        : Bodies.TryGetValue($"{action.Kind.ToToken()}/{action.Word}", out var body) ? JsonSerializer.Deserialize(body, type, Web)
        : throw new InvalidOperationException($"No body for {action.Kind.ToToken()}/{action.Word}: add one to Bodies.");

    private static Machine OnAChain(int number) => TestInventory.Machine(number, $"machine-{number}", MachineState.Running) with
    {
        Xml = $"<domain type='kvm'><name>machine-{number}</name><devices><disk type='file' device='disk'><source file='/srv/a.qcow2'/><backingStore type='file'><source file='/srv/b.qcow2'/><backingStore/></backingStore><target dev='vda' bus='virtio'/></disk></devices></domain>",
    };

    /// <summary>A PCI device that can be divided, one that the host has let go of, and parts of it in all states.</summary>
    private static NodeDevice[] Devices(string host)
    {
        const string Pci = "<capability type='pci'><domain>0</domain><bus>6</bus><slot>0</slot><function>0</function><capability type='mdev_types'><type id='nvidia-11'><availableInstances>1</availableInstances></type></capability></capability>";
        const string Part = "<device><capability type='mdev'><type id='nvidia-11'/></capability></device>";
        return
        [
            new(host, "pci_divided", null, $"<device>{Pci}</device>"),
            new(host, "pci_detached", null, $"<device><driver><name>vfio-pci</name></driver>{Pci}</device>"),
            new(host, "mdev_made", null, Part) { Persistent = true },
            new(host, "mdev_defined", null, Part) { Active = false, Persistent = true, Autostart = true },
        ];
    }

    /// <summary>Objects in every state that an action may need, each with its own name.</summary>
    private IReadOnlyList<ISubject> Fill()
    {
        Machine[] machines = [.. Enum.GetValues<MachineState>().Select((state, index) => TestInventory.Machine(index + 1, $"machine-{index + 1}", state))];
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty,
        [
            .. machines,
            .. machines.Select((machine, index) => machine with { Id = TestInventory.Id(index + 101), Name = $"machine-{index + 101}", Autostart = true, HasManagedSave = true }),
            TestInventory.Machine(301, "machine-301") with
            {
                Xml = "<domain><name>machine-301</name><devices><disk type='file' device='cdrom'><source file='/srv/a.iso'/><target dev='sda' bus='sata'/></disk></devices></domain>",
            },
            TestInventory.Machine(302, "machine-302", MachineState.Running) with { Persistent = true, Xml = "<domain><name>machine-302</name></domain>", InactiveXml = "<domain><name>machine-302</name><title>Later</title></domain>" },
            TestInventory.Machine(306, "machine-306") with { Persistent = true, Xml = "<domain><name>machine-306</name><devices><graphics type='spice'/></devices></domain>" },
            TestInventory.Machine(307, "machine-307", MachineState.ShutOff) with { Persistent = true, Xml = "<domain type='kvm'><name>machine-307</name></domain>" },
            TestInventory.Machine(308, "machine-308", MachineState.ShutOff) with
            {
                Persistent = true,
                Xml = $"<domain type='kvm'><name>machine-308</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/></wc:machine></metadata><devices><interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface></devices></domain>",
            },
            OnAChain(304),
            OnAChain(305) with { DiskJobs = [new DiskJob("vda", DiskJobKind.Copy) { IsReady = true }] },
            TestInventory.Machine(303, "machine-303", MachineState.ShutOff) with { Xml = "<domain><name>machine-303</name><os firmware='efi'><type>hvm</type></os></domain>" },
            machines[0] with
            {
                Id = TestInventory.Id(201),
                Name = "machine-201",
                Persistent = true,
                Xml = $"<domain><name>machine-201</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:medium until='booted' pool='{Guid.NewGuid()}' volume='seed.iso' delete='yes'/></wc:machine></metadata></domain>",
            },
        ]));
        Inventory.Update(snapshot =>
        {
            var (pool, network) = (snapshot.StoragePools.Values.First(), snapshot.Networks.Values.First());
            var (offPool, offNetwork) = (pool with { Uuid = Guid.NewGuid(), Name = "pool-off", State = "inactive", Autostart = false }, network with { Uuid = Guid.NewGuid(), Name = "network-off", Active = false, Autostart = false });
            var keeping = network with { Uuid = Guid.NewGuid(), Name = "network-keeping", Xml = "<network><name>network-keeping</name><ip address='192.168.150.1' prefix='24'><dhcp><host mac='52:54:00:00:00:02' ip='192.168.150.9'/></dhcp></ip></network>" };
            var waiting = network with { Uuid = Guid.NewGuid(), Name = "network-waiting", Xml = "<network><name>network-waiting</name></network>", InactiveXml = "<network><name>network-waiting</name><domain name='later'/></network>" };
            return snapshot with
            {
                Hosts = [.. snapshot.Hosts, TestInventory.Host with { Name = "containers", Uri = "lxc:///system", Facts = TestInventory.Host.Facts! with { Driver = "LXC" } }],
                StoragePools = snapshot.StoragePools.Add((offPool.Host, offPool.Uuid), offPool),
                Volumes = snapshot.Volumes.SetItem((pool.Host, pool.Uuid), new PoolVolumes(new StorageVolume("volume-1.img", "/srv/volume-1.img", "raw", 1, 1))),
                Networks = snapshot.Networks.Add((offNetwork.Host, offNetwork.Uuid), offNetwork).Add((keeping.Host, keeping.Uuid), keeping).Add((waiting.Host, waiting.Uuid), waiting),
                NodeDevices = Devices(pool.Host).ToImmutableDictionary(device => (device.Host, device.Name)),
            };
        });
        _ = Services.GetRequiredService<NetworkChanges>().WaitAsync(new NetworkChange(TestInventory.Host.Name, 1, "eve", "br0 over eth0", Clock.GetUtcNow().AddSeconds(27), null), Clock, CancellationToken.None);
        Services.GetRequiredService<SessionRegistry>().Begin("eve", Role.Viewer, SignInMethod.Password, "192.0.2.7");
        var known = Inventory.Current;
        return [.. known.Hosts, .. known.Machines.Values, .. known.StoragePools.Values, .. known.Networks.Values, .. known.NodeDevices.Values,
            .. known.Filters.Values,
            .. known.Machines.Values.SelectMany(machine => MachineDevice.AllOf(machine)),
            .. known.StoragePools.Values.SelectMany(pool => (known.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed ?? []).Select(volume => new PoolVolume(pool, volume))), .. Services.GetRequiredService<SessionRegistry>().Current];
    }
}
