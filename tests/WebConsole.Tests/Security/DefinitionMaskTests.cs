using Libvirt.Xml;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>What a viewer may read of a definition.</summary>
[Trait("Attack", "V2")]
public sealed class DefinitionMaskTests
{
    private const string Qemu = "xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'";

    public static TheoryData<string> Hidden =>
    [
        $"<domain {Qemu}><qemu:commandline><qemu:arg value='-fw_cfg'/><qemu:arg value='HUSH'/></qemu:commandline></domain>",
        $"<domain {Qemu}><qemu:commandline><qemu:env name='HUSH' value='HUSH'/></qemu:commandline></domain>",
        $"<domain {Qemu}><qemu:override><qemu:device alias='d'><qemu:frontend><qemu:property name='serial' type='string' value='HUSH'/></qemu:frontend></qemu:device></qemu:override></domain>",
        "<domain><sysinfo type='smbios'><system><entry name='serial'>ds=nocloud;s=http://HUSH/</entry></system></sysinfo></domain>",
        "<domain><sysinfo type='smbios'><oemStrings><entry>io.systemd.credential:pw=HUSH</entry></oemStrings></sysinfo></domain>",
        "<domain><sysinfo type='fwcfg'><entry name='opt/com.coreos/config'>HUSH</entry></sysinfo></domain>",
        "<domain><os><cmdline>root=/dev/vda luks.key=HUSH</cmdline></os></domain>",
        "<domain><os><cmdline><![CDATA[key=HUSH]]></cmdline></os></domain>",
        "<domain type='lxc'><os><init>/bin/sh</init><initarg>HUSH</initarg><initenv name='KEY'>HUSH</initenv></os></domain>",
        "<domain type='xen'><bootloader_args>HUSH</bootloader_args></domain>",
        "<domain><devices><disk type='network'><source protocol='https' name='image' query='token=HUSH'><cookies><cookie name='c'>HUSH</cookie></cookies></source></disk></devices></domain>",
        "<domain><devices><disk><backingStore type='network'><source protocol='https' name='image' query='HUSH'/></backingStore></disk></devices></domain>",
        "<domain><devices><graphics type='vnc' passwd='HUSH'/></devices></domain>",
        "<domain><metadata><app:note xmlns:app='urn:app' key='HUSH'>HUSH<inner>HUSH</inner></app:note></metadata></domain>",
        "<domain><metadata><name>HUSH</name></metadata></domain>",
        "<domain><metadata><l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'><l:os id='x' name='HUSH'>HUSH</l:os></l:libosinfo></metadata></domain>",
        "<domain><launchSecurity type='sev'><session>HUSH</session></launchSecurity></domain>",
        "<domain><!-- HUSH --><?hush HUSH?><name>web</name></domain>",
        "<!-- HUSH --><domain/>",
        "<domain><devices><future password='HUSH'><credential>HUSH</credential></future></devices></domain>",
        "<domain x:name='HUSH' xmlns:x='urn:x'/>",
        "<network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'><dnsmasq:options><dnsmasq:option value='HUSH'/></dnsmasq:options></network>",
        "<network><dns><txt name='key' value='HUSH'/></dns></network>",
        "<pool xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'><fs:mount_opts><fs:option name='password=HUSH'/></fs:mount_opts></pool>",
        "<domain not even xml HUSH",
        "<!DOCTYPE domain [<!ENTITY e 'HUSH'>]><domain/>",
    ];

    [Theory, MemberData(nameof(Hidden))]
    public void Secret_IsHiddenFromViewersAlone(string definition)
    {
        var shown = DefinitionMask.For(operates: false, definition);

        Assert.DoesNotContain("HUSH", shown, StringComparison.Ordinal);
        Assert.True(shown == DefinitionMask.Mark || SafeXml.Parse(shown).Root!.Name == SafeXml.Parse(definition).Root!.Name);
        Assert.Equal(definition, DefinitionMask.For(operates: true, definition));
    }

    [Theory]
    [InlineData("domain-windows")]
    [InlineData("network-nat", "<txt name=\"note\" value=\"••••\"", "<dnsmasq:options>••••</dnsmasq:options>")]
    [InlineData("network-plain")]
    [InlineData("network-ovs")]
    [InlineData("pool-dir")]
    [InlineData("pool-network")]
    [InlineData("capabilities")]
    [InlineData("domain-everything", "<cmdline>••••</cmdline>", "<qemu:commandline>••••</qemu:commandline>", "passwd=\"••••\"")]
    public void OrdinaryDefinition_StaysReadable(string fixture, params string[] masked)
    {
        var definition = File.ReadAllText(Path.Combine(Repository(), "tests", "Libvirt.Tests", "Xml", "Fixtures", fixture + ".xml"));

        var shown = DefinitionMask.For(operates: false, definition);

        Assert.All(masked, part => Assert.Contains(part, shown, StringComparison.Ordinal));
        Assert.Equal(masked.Length, shown.Split(DefinitionMask.Mark).Length - 1);
    }

    [Fact]
    public void WhatIsForEverybody_StaysAsItIs()
    {
        const string definition = """
            <domain type='kvm'><name>web</name><title>T</title><description>for &lt;people&gt;</description>
              <metadata><l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'><l:os id='http://debian.org/debian/12'/></l:libosinfo></metadata>
              <os><kernel>/srv/vmlinuz</kernel></os></domain>
            """;
        Assert.Equal(definition, DefinitionMask.For(operates: false, definition));
    }

    /// <summary>A value that looks like an option, and parts of values that QEMU quotes separately.</summary>
    [Theory]
    [InlineData("qemu: -TopSecret3: invalid option", "qemu: ••••: invalid option")]
    [InlineData("qemu: --TopSecret3: invalid option", "qemu: -••••: invalid option")]
    [InlineData("qemu: Property 'x' can't take 'hush-hush-1'", "qemu: Property 'x' can't take '••••'")]
    [InlineData("qemu: 'hush-hush-2' is no number", "qemu: '••••' is no number")]
    [InlineData("qemu: -device: Parameter 'driver' is missing", "qemu: -device: Parameter 'driver' is missing")]
    public void Error_LosesPartsOfWhatIsHidden_AndWhatLooksLikeAnOption(string error, string expected)
    {
        const string definition = $"""
            <domain {Qemu}><name>web-01</name>
              <qemu:commandline><qemu:arg value='-TopSecret3'/><qemu:arg value='-device'/><qemu:arg value='foo,x=hush-hush-1,hush-hush-2'/></qemu:commandline>
            </domain>
            """;
        Assert.Equal(expected, DefinitionMask.HideIn(error, definition));
    }

    [Theory]
    [InlineData("qemu: -device foo,key=HUSH,more: unknown device", "qemu: -device ••••: unknown device")]
    [InlineData("qemu: -fw_cfg name=opt/x,string=one,,two,,HUSH: failed", "qemu: -fw_cfg name=opt/x,string=••••: failed")]
    [InlineData("machine web-01 with app is off", "machine web-01 with app is off")]
    public void Error_LosesWhatIsHidden(string error, string expected)
    {
        const string definition = $"""
            <domain {Qemu}><name>web-01</name>
              <metadata><app:note xmlns:app='urn:app'>machine</app:note></metadata>
              <sysinfo type='smbios'><system><entry name='serial'>web-01</entry></system></sysinfo>
              <sysinfo type='fwcfg'><entry name='opt/x'>one,two,HUSH</entry></sysinfo>
              <qemu:commandline><qemu:arg value='-device'/><qemu:arg value='foo,key=HUSH,more'/><qemu:env name='A' value='app'/></qemu:commandline>
            </domain>
            """;
        Assert.Equal(expected, DefinitionMask.HideIn(error, definition));
        Assert.Equal(error, DefinitionMask.HideIn(error, null));
        Assert.Equal(error, DefinitionMask.HideIn(error, "<domain"));
    }

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return directory.FullName;
    }
}
