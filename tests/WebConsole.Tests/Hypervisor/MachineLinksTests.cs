using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class MachineLinksTests
{
    [Fact]
    public void ImageBelowADisk_IsUsedToo()
    {
        var links = Links("""
            <disk type='file'><source file='/srv/images/web.qcow2'/>
              <backingStore type='file'><source file='/srv/images/base.qcow2'/>
                <backingStore type='file'><source file='/srv/images/oldest.qcow2'/><backingStore/></backingStore></backingStore></disk>
            """);

        Assert.Equal(["/srv/images/web.qcow2", "/srv/images/base.qcow2", "/srv/images/oldest.qcow2"], links.Files);
    }

    [Fact]
    public void Volume_IsKnownByPoolAndName()
    {
        var links = Links("<disk type='volume'><source pool='images' volume='web.qcow2'/></disk><disk type='volume'><source pool='images'/></disk>");

        Assert.Equal([("images", "web.qcow2")], links.Volumes);
        Assert.Equal(["images"], links.Pools);
    }

    private static MachineLinks Links(string devices) => MachineLinks.Of(new Machine
    {
        Id = new MachineId("local", Guid.NewGuid()),
        Name = "web",
        State = MachineState.Running,
        Xml = $"<domain><devices>{devices}</devices></domain>",
    });
}
