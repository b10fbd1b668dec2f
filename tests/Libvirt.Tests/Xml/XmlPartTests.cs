using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Parts of views, whose elements come with the first value and go with the last.</summary>
public sealed class XmlPartTests
{
    [Fact]
    public void PartThatIsNotThere_SaysNothing_AndIsMadeByItsFirstValue()
    {
        var disk = new DiskXml(Fixture.Element("<disk type=\"network\" />"));

        Assert.Equal(("", null, 0), (disk.Source.ToXml(), disk.Source.Reservations.Reconnect.TimeoutSeconds, disk.Source.Slices.Count));
        disk.Source.Reservations.Reconnect.TimeoutSeconds = 5;

        Assert.Equal("""
            <disk type="network">
              <source>
                <reservations>
                  <source>
                    <reconnect timeout="5" />
                  </source>
                </reservations>
              </source>
            </disk>
            """, disk.ToXml());
    }

    [Fact]
    public void Part_LosesItsElementsWithItsLastValue()
    {
        var disk = new DiskXml(Fixture.Element("""<disk><source><encryption format="luks"><secret type="passphrase" /></encryption></source></disk>"""));

        disk.Source.Encryption.Secrets.RemoveAt(0);
        Assert.Equal("""<source><encryption format="luks" /></source>""", disk.Source.ToXml());
        disk.Source.Encryption.Format = null;

        Assert.Equal("<disk />", disk.ToXml());
    }

    [Fact]
    public void Parts_ThatShareAnElement_LeaveEachOtherAlone()
    {
        var disk = new DiskXml(Fixture.Element("""<disk><driver name="qemu" /></disk>""")) { VirtioOptions = { Packed = true } };

        disk.DriverName = null;
        Assert.Equal("""<disk><driver packed="on" /></disk>""", disk.ToXml());
    }

    [Theory]
    [InlineData("<os><nvram>/srv/vars</nvram></os>", "/srv/vars")]
    [InlineData("<os><nvram>\n  <source file=\"/srv/vars\" />\n</nvram></os>", null)]
    public void TextOfAnElement_IsNotTheBlanksBetweenOthers(string os, string? expected)
    {
        var domain = DomainXml.Parse($"<domain>{os}</domain>");

        Assert.Equal(expected, domain.NvramPath);
    }

    [Fact]
    public void TextBesideElements_ComesAndGoes_AndTheyStay()
    {
        var domain = DomainXml.Parse("<domain><os><nvram>\n  <source file=\"/srv/vars\" />\n</nvram></os></domain>");
        var before = domain.ToXml();

        domain.NvramPath = "/srv/b";
        Assert.Equal(("/srv/b", "/srv/vars"), (domain.NvramPath, domain.NvramSource.File));
        domain.NvramPath = null;

        Assert.Equal(before, domain.ToXml());
    }

    [Fact]
    public void TransientDisk_StaysTransient_WhenItNoLongerSharesItsImages()
    {
        var disk = new DiskXml(Fixture.Element("""<disk><transient shareBacking="yes" /></disk>""")) { SharesBacking = null };

        Assert.Equal("<disk><transient /></disk>", disk.ToXml());
    }

    [Fact]
    public void ElementsThatTheSchemaOrders_StandInItsOrder()
    {
        var domain = DomainXml.Parse("<domain><name>a</name><memory>1</memory></domain>");

        domain.FibreChannelAppId = "app";
        (domain.ResourcePartition, domain.GenerationId, domain.Uuid) = ("/machine", Guid.Empty, Guid.Empty);

        Assert.Equal(["name", "uuid", "genid", "memory", "resource"], domain.Element.Elements().Select(child => child.Name.LocalName));
        Assert.Equal(["partition", "fibrechannel"], domain.Element.Element("resource")!.Elements().Select(child => child.Name.LocalName));
    }

    [Fact]
    public void ListOfAPart_HasNothingOfTheNextElementOfThatName()
    {
        var port = new CharacterDeviceXml(Fixture.Element("""
            <serial type="udp"><source mode="bind"><seclabel model="dac" /></source><source mode="connect"><seclabel model="selinux" /></source></serial>
            """));

        Assert.Equal(["dac"], port.Source.SecurityLabels.Select(label => label.Model));
        Assert.Equal(["selinux"], port.Sources[1].SecurityLabels.Select(label => label.Model));
    }

    [Fact]
    public void BootOrder_TakesItsElementAlong_WhichLibvirtWouldRefuseWithoutIt()
    {
        var disk = new DiskXml(Fixture.Element("""<disk><boot order="1" loadparm="2" /></disk>""")) { BootOrder = null };

        Assert.Equal("<disk />", disk.ToXml());
    }

    [Fact]
    public void ElementsOfAHypervisor_GetItsNamespaceWithItsPrefix()
    {
        var domain = DomainXml.Parse("<domain><name>a</name></domain>");

        domain.QemuArguments.Add("-foo");
        domain.SharedNetwork = "red";

        Assert.Equal("""
            <domain><name>a</name><qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"><qemu:arg value="-foo" /></qemu:commandline><lxc:namespace xmlns:lxc="http://libvirt.org/schemas/domain/lxc/1.0"><lxc:sharenet value="red" /></lxc:namespace></domain>
            """, domain.ToXml());
        domain.QemuArguments.RemoveAt(0);
        domain.SharedNetwork = null;
        Assert.Equal("<domain><name>a</name></domain>", domain.ToXml());
    }

    [Theory]
    [InlineData("<uuid>B7D1B3C4-5C0F-4F0E-9B6C-0D5E5F6A7B8C</uuid>")]
    [InlineData("<iothreads>5000000000</iothreads>")]
    [InlineData("<vcpu>004</vcpu>")]
    [InlineData("<memory unit='parsecs'>12</memory>")]
    [InlineData("<pm><suspend-to-mem enabled='perhaps' /></pm>")]
    public void ValueInAnotherSpelling_WrittenAsItReads_StaysAsItIs(string text)
    {
        var domain = DomainXml.Parse($"<domain>{text}</domain>");
        var before = domain.ToXml();

        (domain.Uuid, domain.IoThreads, domain.VirtualCpus) = (domain.Uuid, domain.IoThreads, domain.VirtualCpus);
        (domain.MemoryBytes, domain.SuspendToMemory) = (domain.MemoryBytes, domain.SuspendToMemory);

        Assert.Equal(before, domain.ToXml());
    }
}
