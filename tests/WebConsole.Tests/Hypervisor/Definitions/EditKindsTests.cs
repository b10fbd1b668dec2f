using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Networks, pools and volumes, and machines without a definition.</summary>
public sealed class EditKindsTests : DefinitionEditing
{
    [Fact]
    public async Task MachineThatIsNotPersistent_IsNotMadeSo()
    {
        var id = new MachineId("local", await OnHostAsync(connection =>
        {
            using var made = connection.CreateDomain("<domain type='test'><name>passing</name><memory>65536</memory><os><type>hvm</type></os></domain>");
            return made.Uuid;
        }));
        var task = await ApplyAsync(DefinitionEdit.OfMachine(id, machine => machine.Title = "x"));

        Assert.Equal("The machine exists only while it runs: it has no definition to edit.", task.Error);
    }

    [Fact]
    public async Task Network_IsEditedTheSameWay()
    {
        var uuid = await OnHostAsync(connection =>
        {
            var view = NetworkXml.New("lab");
            view.Bridge = "virbr7";
            using var network = connection.DefineNetwork(view.ToXml());
            return network.Uuid;
        });
        var text = await Editor.ReadAsync(ObjectId.Network("local", uuid), operates: true, Cancel);

        var task = await ApplyAsync(DefinitionEdit.OfNetwork("local", uuid, network => network.DomainName = "lab.example.org") with { Version = text.Version });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Added: domain"], task.Log);
        Assert.NotEqual(text.Version, (await Editor.ReadAsync(ObjectId.Network("local", uuid), operates: true, Cancel)).Version);
    }

    [Fact]
    public async Task Pool_IsEditedTheSameWay_AndItsFiguresAreNoVersion()
    {
        var uuid = await OnHostAsync(connection =>
        {
            using var pool = connection.DefineStoragePool(StoragePoolXml.New("lab", new StoragePoolSource("dir"), "/srv/lab").ToXml());
            pool.Start();
            return pool.Uuid;
        });
        var text = await Editor.ReadAsync(ObjectId.Pool("local", uuid), operates: true, Cancel);
        await OnHostAsync(connection =>
        {
            using var pool = connection.LookupStoragePool(uuid);
            pool.CreateVolume(StorageVolumeXml.New("a.img", 1 << 20, "raw").ToXml()).Dispose();
            pool.Stop();
            return true;
        });

        var task = await ApplyAsync(DefinitionEdit.OfPool("local", uuid, pool => pool.TargetPath = "/srv/other") with { Version = text.Version });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Changed: target/path"], task.Log);
    }

    [Fact]
    public async Task Volume_HasNoDefinitionToEdit() => await Assert.ThrowsAsync<DefinitionException>(
        () => Editor.ReadAsync(ObjectId.Volume("local", Guid.NewGuid(), "a.img"), operates: true, Cancel));
}
