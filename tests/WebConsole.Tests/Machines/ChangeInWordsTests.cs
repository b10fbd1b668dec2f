using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Changes of a definition in words: those that wait for a restart, and those of a form.</summary>
public sealed class ChangeInWordsTests
{
    public static TheoryData<string, DefinitionChange[]> Said => new()
    {
        { "Memory: 160 MiB → 300 MiB", [Changed("memory", "163840", "307200"), Changed("currentMemory", "163840", "307200")] },
        { "Memory: 160 MiB → 200 MiB, at most 300 MiB", [Changed("memory", "163840", "307200"), Changed("currentMemory", "163840", "204800")] },
        { "Memory: 300 MiB → 200 MiB", [Changed("currentMemory", "307200", "204800")] },
        { "Maximum of the memory: 300 MiB → 400 MiB", [Changed("memory", "307200", "409600")] },
        { "Virtual CPUs: 2 → 4", [Changed("vcpu", "2", "4")] },
        { "Virtual CPUs: 2 → 2, at most 4", [Changed("vcpu", "2", "4"), new("vcpu@current", DefinitionChangeKind.Added, null, "2")] },
        { "Virtual CPUs: 2, at most 4 → 3, at most 8", [Changed("vcpu", "4", "8"), Changed("vcpu@current", "2", "3")] },
        { "Virtual CPUs: 2, at most 4 → 8", [Changed("vcpu", "4", "8"), new("vcpu@current", DefinitionChangeKind.Removed, "2", null)] },
        { "Virtual CPUs: all → 2", [new("vcpu@current", DefinitionChangeKind.Added, null, "2")] },
        { "Virtual CPUs: 2, cores 2 → 4, cores 4", [Changed("vcpu", "2", "4"), Changed("cpu/topology@cores", "2", "4")] },
        { "Places of its threads added", [new("cputune", DefinitionChangeKind.Added, null, null)] },
        { "When it crashes: destroy → restart", [Changed("on_crash", "destroy", "restart")] },
        { "Title: not set → Later", [new("title", DefinitionChangeKind.Added, null, "Later")] },
        // Notes are our own, in the metadata.
        { "Description: not set → Later", [new("description", DefinitionChangeKind.Added, null, "Later")] },
        { "Boot order: hd, network → network, hd", [Changed("os/boot[#1]@dev", "hd", "network"), Changed("os/boot[#2]@dev", "network", "hd")] },
        { "Boot order: not set → Disk vda, Network card 52:54:00:00:00:01", [new("devices/disk[vda]/boot", DefinitionChangeKind.Added, null, null), new("devices/interface[52:54:00:00:00:01]/boot", DefinitionChangeKind.Added, null, null)] },
        { "Boot order: Disk vda: 1 → Disk vda: 2", [Changed("devices/disk[vda]/boot@order", "1", "2")] },
        { "Processor: the host's, as it is → like the host's", [Changed("cpu@mode", "host-passthrough", "host-model")] },
        { "Machine type: pc-q35-7.2 → pc-q35-9.0", [Changed("os/type@machine", "pc-q35-7.2", "pc-q35-9.0")] },
        { "Firmware: not set → efi", [new("os@firmware", DefinitionChangeKind.Added, null, "efi")] },
        { "Disk vdb added", [new("devices/disk[vdb]", DefinitionChangeKind.Added, null, null)] },
        { "USB redirection usb-0.1 removed", [new("devices/redirdev[usb-0.1]", DefinitionChangeKind.Removed, null, null)] },
        { "Network card 52:54:00:00:00:01: model type: virtio → e1000", [Changed("devices/interface[52:54:00:00:00:01]/model@type", "virtio", "e1000")] },
        { "cputune/shares: 1 → 2", [Changed("cputune/shares", "1", "2")] },
        // Networks
        { "MAC address of the bridge: 52:54:00:00:00:01 → 52:54:00:00:00:02", [Changed("mac@address", "52:54:00:00:00:01", "52:54:00:00:00:02")] },
        { "DNS domain: dev.lan → dev.example", [Changed("domain@name", "dev.lan", "dev.example")] },
        { "DNS domain only here: on → off", [new("domain@localOnly", DefinitionChangeKind.Removed, "yes", null)] },
        { "Spanning tree: on → off", [Changed("bridge@stp", "on", "off")] },
        { "DHCP to: 192.168.150.200 → 192.168.150.220", [Changed("ip[#1]/dhcp/range@end", "192.168.150.200", "192.168.150.220")] },
        { "DHCP to (IPv6): fd00::1ff → fd00::2ff", [Changed("ip[#2]/dhcp/range@end", "fd00::1ff", "fd00::2ff")] },
        { "Prefix (address 2): 64 → 72", [Changed("ip[#2]@prefix", "64", "72")] },
        { "Fixed address of 52:54:00:00:00:01: 10.0.0.7 → 10.0.0.8", [Changed("ip/dhcp/host[52:54:00:00:00:01]@ip", "10.0.0.7", "10.0.0.8")] },
        { "Fixed address: 10.0.0.7 → 10.0.0.8", [Changed("ip/dhcp/host@ip", "10.0.0.7", "10.0.0.8")] },
        { "Names of 10.0.0.5 added", [new("dns/host[10.0.0.5]", DefinitionChangeKind.Added, null, null)] },
        { "Route through: 10.0.0.1 → 10.0.0.2", [Changed("route[#1]@gateway", "10.0.0.1", "10.0.0.2")] },
        { "Port group guests: vlan tag id: 10 → 20", [Changed("portgroup[guests]/vlan/tag@id", "10", "20")] },
    };

    [Theory, MemberData(nameof(Said))]
    public void Changes_AreOneRowInWords(string said, DefinitionChange[] changes)
    {
        var row = Assert.Single(ChangeInWords.Of(changes));

        Assert.Equal(said, row.InWords);
        Assert.Equal(changes.Select(change => change.Path), row.Paths);
        Assert.Equal(changes[0].Path.StartsWith("cputune/", StringComparison.Ordinal), row.IsPath);
    }

    /// <summary>In the columns of a table.</summary>
    [Fact]
    public void ElementThatComesOrGoes_HasWordsBeforeAndAfter()
    {
        var rows = ChangeInWords.Of([new("devices/disk[vdb]", DefinitionChangeKind.Added, null, null), new("devices/disk[vdc]", DefinitionChangeKind.Removed, null, null), new("title", DefinitionChangeKind.Removed, "Old", null)]);

        Assert.Equal([("not there", "added"), ("there", "removed"), ("Old", "not set")], rows.Select(row => (row.Now, row.Next)));
    }

    [Fact]
    public void Row_ConcernsTheElementAndWhatIsInIt()
    {
        var row = Assert.Single(ChangeInWords.Of([Changed("devices/disk[vda]/driver@cache", "none", "writeback")]));

        Assert.True(row.Concerns("devices/disk[vda]"));
        Assert.False(row.Concerns("devices/disk[vd"));
        Assert.False(row.Concerns("devices/disk[vdb]"));
    }

    /// <summary>What a form's preview says first.</summary>
    [Theory]
    [InlineData("<domain><vcpu>2</vcpu></domain>", "<domain><vcpu>4</vcpu></domain>", "Virtual CPUs: 2 → 4")]
    [InlineData("<domain><memory unit='KiB'>2</memory></domain>", "<domain><memory unit='MiB'>4</memory></domain>", "")]
    [InlineData("<domain><os/><devices><disk><target dev='vda'/><boot order='2'/></disk><disk><target dev='vdb'/><boot order='1'/></disk></devices></domain>", "<domain><os><boot dev='hd'/></os><devices><disk><target dev='vda'/></disk><disk><target dev='vdb'/></disk></devices></domain>", "Boot order: Disk vdb, Disk vda → hard disk")]
    [InlineData("<domain/>", "<domain>", "")]
    [InlineData("<domain/>", "<domain/>", "")]
    public void TwoDefinitions_AreComparedInWords(string before, string after, string said) => Assert.Equal(said, string.Join(';', ChangeInWords.Between(before, after)));

    /// <summary>What did not change, or came as a whole, stands in the definitions only.</summary>
    [Theory]
    [InlineData("<domain><vcpu>2</vcpu></domain>", "<domain><vcpu current='1'>2</vcpu></domain>", "Virtual CPUs: 2 → 1, at most 2")]
    [InlineData("<domain><vcpu current='1'>2</vcpu></domain>", "<domain><vcpu current='1'>4</vcpu></domain>", "Virtual CPUs: 1, at most 2 → 1, at most 4")]
    [InlineData("<domain><devices/></domain>", "<domain><devices><disk><driver type='qcow2'/><source file='/images/data.qcow2'/><target dev='vdc'/></disk></devices></domain>", "Disk vdc added: qcow2, /images/data.qcow2")]
    [InlineData("<domain><devices/></domain>", "<domain><devices><disk><source pool='images' volume='data.qcow2'/><target dev='vdc'/></disk></devices></domain>", "Disk vdc added: images/data.qcow2")]
    [InlineData("<domain><devices/></domain>", "<domain><devices><interface type='network'><mac address='52:54:00:00:00:01'/><source network='dev'/><model type='e1000e'/></interface></devices></domain>", "Network card 52:54:00:00:00:01 added: e1000e, network dev")]
    [InlineData("<domain><devices><disk><driver type='raw'/><target dev='vdc'/></disk></devices></domain>", "<domain><devices/></domain>", "Disk vdc removed")]
    [InlineData("<domain><devices><disk device='cdrom'><source file='/iso/a.iso'/><target dev='sda'/></disk></devices></domain>", "<domain><devices><disk device='cdrom'><target dev='sda'/></disk></devices></domain>", "Disk sda: medium ejected")]
    [InlineData("<domain><devices><disk device='cdrom'><target dev='sda'/></disk></devices></domain>", "<domain><devices><disk device='cdrom'><source file='/iso/a.iso'/><target dev='sda'/></disk></devices></domain>", "Disk sda: medium inserted: /iso/a.iso")]
    public void WholeDefinitions_SayMoreThanTheirChanges(string before, string after, string said) => Assert.Equal([said], ChangeInWords.Between(before, after));

    [Theory]
    [InlineData("currentMemory", "Memory")]
    [InlineData("vcpu@current", "Virtual CPUs")]
    [InlineData("devices/interface[52:54:00:00:00:01]", "Network card 52:54:00:00:00:01")]
    public void Place_HasTheNameOfTheForm(string path, string said) => Assert.Equal(said, ChangeInWords.TitleOf(path));

    private static DefinitionChange Changed(string path, string before, string after) => new(path, DefinitionChangeKind.Changed, before, after);
}
