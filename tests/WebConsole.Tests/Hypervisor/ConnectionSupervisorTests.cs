using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class ConnectionSupervisorTests : SupervisedHosts
{
    [Fact]
    public async Task HostThatConnects_IsListed()
    {
        await StartAsync(("demo", "test:///default"));

        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        Assert.Equal("test", Assert.Single(Store.Current.Machines.Values).Name);
        Assert.Equal("default", Assert.Single(Store.Current.Networks.Values).Name);
        Assert.Equal("TEST", Host("demo").Facts?.Driver);
        await Eventually.TrueAsync(() => Store.Current.StoragePools.Values.SingleOrDefault()?.Name == "default-pool", Cancellation);
    }

    [Fact]
    public async Task ChangeMadeByACommand_ArrivesByItsEvent()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => Store.Current.Machines.GetValueOrDefault(id)?.State is MachineState.Running, Cancellation);

        await Gateway.RunAsync(id, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);

        await Eventually.TrueAsync(() => Store.Current.Machines[id].State is MachineState.Paused, Cancellation);
    }

    [Fact]
    public async Task ChangeWithoutAnEvent_IsThereWhenTheTaskEnds()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        await using var rig = new OperationsRig(gateway: Gateway, inventory: Store);

        var command = TestActions.Create("autostart-on", Store.Current.Machines[id], Host("demo"));
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(command, TestUsers.With(Role.Administrator))).State);
        Assert.True(Store.Current.Machines[id].Autostart);
    }

    [Fact]
    public async Task VolumesOfAPool_AreReadWheneverItIs()
    {
        var key = (Host: "demo", Pool: Guid.NewGuid());
        using var file = new TestHostFile([Pool(key.Pool, "web-01.qcow2", "debian.iso")]);
        await StartAsync((key.Host, file.Uri));
        await Eventually.TrueAsync(() => Volumes() is ["debian.iso", "web-01.qcow2"], Cancellation);
        var volume = Store.Current.Volumes[key].Listed[1];
        Assert.Equal(("/srv/images/web-01.qcow2", 20L << 30), (volume.Path, volume.CapacityBytes));

        await ChangeAsync(pool => pool.Stop());
        await Eventually.TrueAsync(() => Volumes() is [], Cancellation);

        await ChangeAsync(pool => pool.Start());
        await Eventually.TrueAsync(() => Volumes() is [_, _], Cancellation);

        string[]? Volumes() => Store.Current.Volumes.TryGetValue(key, out var volumes) ? [.. volumes.Listed.Select(volume => volume.Name)] : null;

        Task ChangeAsync(Action<Libvirt.StoragePool> change) => Gateway.RunAsync(key.Host, Lane.Commands, connection =>
        {
            using var pool = connection.LookupStoragePool(key.Pool);
            change(pool);
            return 0;
        }, Cancellation);
    }

    [Theory]
    [InlineData("test:///nowhere/at/all.xml")]
    [InlineData("nosuchdriver:///system")]
    [InlineData("qemu+unix:///system?socket=/nowhere/libvirt-sock")]
    [InlineData("not a uri")]
    public async Task HostThatDoesNotConnect_SaysWhatLibvirtSaidAndWhatToDo(string uri)
    {
        await StartAsync(("broken", uri), ("demo", "test:///default"));

        await Eventually.TrueAsync(() => Host("broken").Connection is ConnectionState.Disconnected, Cancellation);
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        Assert.False(string.IsNullOrWhiteSpace(Host("broken").Error));
        Assert.False(string.IsNullOrWhiteSpace(Host("broken").Advice));
    }

    [Fact]
    public async Task MachineWhoseDefinitionCannotBeRead_IsKnownWithoutItsDetails()
    {
        var (odd, sound) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var directory = new TemporaryDirectory();
        // libvirt accepts an undeclared prefix.
        await File.WriteAllTextAsync(directory["host.xml"], $"<node>{Domain("odd", odd, "<metadata><a:one xmlns:a='urn:a'><odd:two/></a:one></metadata>")}{Domain("sound", sound, "")}</node>", Cancellation);

        await StartAsync(("demo", $"test://{directory["host.xml"]}"));

        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        var machine = Store.Current.Machines[odd];
        Assert.False(Libvirt.Xml.DomainXml.TryParse(machine.Xml, out _));
        Assert.Equal(("odd", MachineState.Running, 2), (machine.Name, machine.State, machine.VirtualCpus));
        Assert.Equal("sound", Store.Current.Machines[sound].Name);

        static string Domain(string name, MachineId id, string more) =>
            $"<domain type='test'><name>{name}</name><uuid>{id.Uuid}</uuid><memory>65536</memory><vcpu>2</vcpu><os><type>hvm</type></os>{more}</domain>";
    }
}
