using System.Security;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.History;

/// <summary>What libvirt passes on to QEMU, a kernel or a guest, in the history.</summary>
public sealed class PassedOnSecretsTests
{
    private const string Qemu = "xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'";

    public static TheoryData<string> Places =>
    [
        "<qemu:commandline><qemu:arg value='-object'/><qemu:arg value='{0}'/></qemu:commandline>",
        "<qemu:commandline><qemu:env name='PROXY' value='{0}'/></qemu:commandline>",
        "<os><type>hvm</type><cmdline>{0}</cmdline></os>",
        "<os><type>exe</type><initarg>{0}</initarg></os>",
        "<os><type>exe</type><initenv name='X'>{0}</initenv></os>",
        "<sysinfo type='smbios'><oemStrings><entry>{0}</entry></oemStrings></sysinfo>",
        "<sysinfo type='fwcfg'><entry name='opt/x'>{0}</entry></sysinfo>",
    ];

    [Theory, MemberData(nameof(Places))]
    [Trait("Attack", "V2")]
    public void WhatLooksLikeASecret_IsNotKept_AndTakenFromWhatStands(string place)
    {
        var kept = Keep(place, "root=/dev/vda1 rootpw=sesame-1");
        Assert.DoesNotContain("sesame", kept, StringComparison.Ordinal);
        Assert.Contains(DefinitionSecrets.Mark, kept, StringComparison.Ordinal);

        var after = KeptRestore.Whole(Read(Definition(place, "rootpw=sesame-2")), Read(kept));

        Assert.Contains("sesame-2", SafeXml.Format(after), StringComparison.Ordinal);
        Assert.DoesNotContain(DefinitionSecrets.Mark, SafeXml.Format(after), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Places))]
    public void WhatDoesNot_IsKeptAndRestored(string place)
    {
        const string Value = "virtio-balloon-pci,id=b0,bus=pci.2 console=ttyS0";
        var kept = Keep(place, Value);

        // Not even quotes are others: what is not masked is kept as libvirt tells it.
        Assert.Equal(Definition(place, Value), kept);
        Assert.Contains(Value, SafeXml.Format(KeptRestore.Whole(null, Read(kept))), StringComparison.Ordinal);
    }

    /// <summary>Neither a mark nor a hole nor another value gets into a definition by itself.</summary>
    [Theory, MemberData(nameof(Places))]
    public void SecretThatNobodyKnows_IsRefused_AndTheRestCanBeHad(string place)
    {
        var kept = Read(Keep(place, "password=sesame-1"));
        var stands = Read(Definition(place, "harmless").Replace("<memory>1<", "<memory>2<", StringComparison.Ordinal));

        Assert.Contains("secret", Assert.Throws<DefinitionException>(() => KeptRestore.Whole(stands, kept)).Message, StringComparison.Ordinal);
        Assert.Throws<DefinitionException>(() => KeptRestore.Whole(null, kept));
        var part = KeptRestore.Part(stands, kept, "memory");
        Assert.Equal("1", part.Element("memory")!.Value);
        Assert.Contains("harmless", SafeXml.Format(part), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret,id=s0,format=raw,data=x")]
    [InlineData("name=opt/org.example,string=x")]
    [InlineData("ks=http://ada:x@files.example/ks.cfg")]
    [InlineData("io.systemd.credential:x=y")]
    [InlineData("API_KEY=x")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    public void ManyShapes_LookLikeASecret(string text) => Assert.True(PassedOnSecrets.LooksSecret(text));

    [Theory]
    [InlineData("root=/dev/vda1 ro quiet console=ttyS0,115200")]
    [InlineData("host,+vmx,-hypervisor")]
    [InlineData("inst.repo=https://files.example/os")]
    public void OrdinaryOnes_DoNot(string text) => Assert.False(PassedOnSecrets.LooksSecret(text));

    private static string Keep(string place, string value) => KeptDefinition.Of(ObjectKind.Machine, Definition(place, value));

    private static string Definition(string place, string value) => $"<domain {Qemu}><name>web</name><memory>1</memory>{place.Replace("{0}", SecurityElement.Escape(value), StringComparison.Ordinal)}</domain>";

    private static XElement Read(string text) => SafeXml.ParseRoot(text, "domain");
}
