using WebConsole.Access;
using WebConsole.Actions.Definitions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Whom a definition that is edited as text needs, and what is said of it.</summary>
public sealed class EditDefinitionTests
{
    private const string Stored = """
        <domain type='kvm'>
          <name>web-01</name>
          <memory unit='KiB'>1048576</memory>
          <vcpu>2</vcpu>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'><source file='/images/web-01.qcow2'/><target dev='vda' bus='virtio'/><readonly/></disk>
            <disk type='volume' device='disk'><source pool='default' volume='data.qcow2'/><target dev='vdb' bus='virtio'/></disk>
            <graphics type='vnc' autoport='yes' listen='127.0.0.1'/>
          </devices>
        </domain>
        """;

    private const string InForce = "This is the definition in force. Edit that of the next start: `virsh dumpxml --inactive`; for programs, ?inactive=true.";

    private const string Uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f";

    private static readonly ObjectId Host = ObjectId.OfHost("local");

    /// <summary>What concerns the machine alone.</summary>
    [Theory]
    [InlineData("<vcpu>2<", "<vcpu>4<")]
    [InlineData("<name>", "<title>The web</title><name>")]
    [InlineData("target dev='vdb'", "target dev='vdc'")]
    [InlineData("listen='127.0.0.1'", "listen='127.0.0.1' passwd='sesame-1'")]
    public void HarmlessChange_NeedsTheMachineAlone(string stored, string edited) => Assert.Empty(Edit(Stored.Replace(stored, edited, StringComparison.Ordinal)).AlsoNeeds);

    [Theory]
    [InlineData("<emulator>/usr/bin/qemu-system-x86_64<", "<emulator>/tmp/evil<")]
    [InlineData("/images/web-01.qcow2", "/etc/shadow")]
    [InlineData("<readonly/>", "")]
    [InlineData("</devices>", "<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='1' slot='0' function='0'/></source></hostdev></devices>")]
    [InlineData("</domain>", "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='-snapshot'/></q:commandline></domain>")]
    [InlineData("listen='127.0.0.1'", "listen='0.0.0.0'")]
    [InlineData("</devices>", "<audio id='1' type='file' path='/etc/cron.d/sound'/></devices>")]
    [InlineData("<emulator>/usr/bin/qemu-system-x86_64</emulator>", "")]
    [Trait("Attack", "V4")]
    [Trait("Attack", "Z4")]
    public void ChangeThatReachesTheHost_NeedsTheHostToo(string stored, string edited)
    {
        var text = Stored.Replace(stored, edited, StringComparison.Ordinal);
        Assert.NotEqual(Stored, text);

        Assert.Equal([(Right.Configure, Host)], Edit(text).AlsoNeeds);
    }

    [Fact]
    public void Secrets_AreKnownToTheTask()
    {
        var edit = Edit(Stored.Replace("listen=", "passwd='sesame-1' listen=", StringComparison.Ordinal));

        Assert.Equal(["sesame-1"], edit.Secrets);
        Assert.DoesNotContain("sesame-1", $"{edit.VirshLine} {string.Join(' ', edit.Parameters)}", StringComparison.Ordinal);
        Assert.Empty(Edit(Stored.Replace("listen=", "passwd='••••' listen=", StringComparison.Ordinal)).Secrets);
    }

    [Fact]
    public void Audit_NamesThePlaces() => Assert.Equal([("changes", "vcpu, title")], Edit(Stored.Replace("<vcpu>2<", "<title>The web</title><vcpu>4<", StringComparison.Ordinal)).Parameters);

    [Theory]
    [InlineData("", "xml")]
    [InlineData("<network/>", "xml")]
    [InlineData("<!DOCTYPE domain [<!ENTITY a 'b'>]><domain/>", "xml")]
    [Trait("Attack", "J3")]
    public void BrokenText_IsAMistakeOfItsField(string text, string field) => Assert.Equal([field], Edit(text).Mistakes(InventorySnapshot.Empty).Keys);

    [Theory]
    [InlineData("<domain type='kvm'>", "<domain type='kvm' id='4'>", InForce)]
    [InlineData("</domain>", "<seclabel type='dynamic'><label>a</label><imagelabel>a</imagelabel></seclabel></domain>", InForce)]
    [InlineData("<name>web-01<", "<name>web-02<", "It can't be renamed here: Rename in its menu does that, while it is off.")]
    [InlineData(Uuid, "0d6e5d4e-5f0d-4f5a-8d0f-3e3f6f1a2b3c", "It has another UUID, or none: that would be another object. Leave the element uuid as it is.")]
    [InlineData($"<uuid>{Uuid}</uuid>", "", "It has another UUID, or none: that would be another object. Leave the element uuid as it is.")]
    public void TextThatLibvirtWouldRefuse_OrStoreForGood_IsAMistake(string stored, string edited, string said)
    {
        const string Known = $"<domain type='kvm'><name>web-01</name><uuid>{Uuid}</uuid></domain>";

        Assert.Empty(Edit(Known, Known).Mistakes(InventorySnapshot.Empty));
        Assert.Equal([said], Edit(Known.Replace(stored, edited, StringComparison.Ordinal), Known).Mistakes(InventorySnapshot.Empty)["xml"]);
    }

    private static EditDefinition Edit(string text, string known = Stored)
    {
        var action = EditDefinition.AsAction<Machine>(new DefinitionEditor(null!, null!, null!), _ => known, _ => "/");
        return (EditDefinition)action.Create(TestMachines.Named("web-01"), TestMachines.Host("local"), new EditedDefinition(text));
    }
}
