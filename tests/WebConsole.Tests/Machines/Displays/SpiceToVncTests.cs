using Libvirt.Xml;
using WebConsole.Features.Machines.Displays;
using WebConsole.Hypervisor;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Displays;

/// <summary>What takes the place of SPICE in a definition.</summary>
public sealed class SpiceToVncTests
{
    private const string All = """
        <graphics type='spice' port='5905' autoport='no' keymap='de' passwd='short' passwdValidTo='2030-01-01T00:00:00'><listen type='address' address='0.0.0.0'/><image compression='quic'/></graphics>
        <sound model='ich9'><audio id='1'/></sound>
        <audio id='1' type='spice'/>
        <video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/></video>
        <video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1'/></video>
        <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
        <channel type='spiceport'><source channel='org.spice-space.webdav.0'/><target type='virtio' name='org.spice-space.webdav.0'/></channel>
        <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
        <serial type='spiceport'><source channel='org.qemu.console.serial.0'/><target port='0'/></serial>
        <redirdev bus='usb' type='spicevmc'/>
        <redirfilter><usbdev allow='no'/></redirfilter>
        <smartcard mode='passthrough' type='spicevmc'/>
        <smartcard mode='host'/>
        """;

    [Fact]
    public void AllThatNeedsSpice_Goes_AndTheRestStays()
    {
        var domain = Converted(All);

        Assert.DoesNotContain("spice", domain.ToXml(), StringComparison.Ordinal);
        Assert.DoesNotContain("qxl", domain.ToXml(), StringComparison.Ordinal);
        Assert.Equal(["graphics", "sound", "audio", "video", "video", "channel", "serial", "smartcard"], domain.Devices.Select(device => device.Kind));
        Assert.Equal([("virtio", 1, null), ("virtio", 1, null)], domain.Devices.OfType<VideoXml>().Select(video => (video.Model!, video.Heads!.Value, video.MemoryKiB ?? video.VideoMemoryKiB ?? video.VgaMemoryKiB)));
        Assert.Equal((1, "none"), domain.Devices.OfType<AudioXml>().Select(audio => (audio.Id!.Value, audio.Type!)).Single());
        Assert.Equal("pty", domain.Serials[0].Type);
    }

    [Fact]
    public void Display_ListensWhereSpiceDid_WithItsPassword()
    {
        var vnc = Assert.Single(Converted(All).Graphics);

        Assert.Equal(("vnc", 5905, false, "de", "0.0.0.0", "2030-01-01T00:00:00"), (vnc.Type, vnc.Port, vnc.AutoPort, vnc.Keymap, vnc.Listens[0].Address, vnc.PasswordValidTo));
        Assert.Equal("short", vnc.Element.Attribute("passwd")?.Value);
    }

    /// <summary>Without the password that SPICE asked for, all the world could look; or each account of the host and some guests, which reach its own addresses.</summary>
    [Theory, Trait("Attack", "V2")]
    [InlineData("passwd='longer-than-8'", "<listen type='address' address='0.0.0.0'/>")]
    [InlineData("passwd='longer-than-8'", "<listen type='address' address='127.0.0.1'/>")]
    [InlineData("passwd=''", "<listen type='address' address='::1'/>")]
    [InlineData("passwd='longer-than-8' defaultMode='secure'", "<listen type='address' address='0.0.0.0'/>")]
    public void PasswordThatVncCannotHave_LeavesTheDisplayWithoutAnAddress(string settings, string listens) =>
        Assert.Equal((SpiceToVnc.OtherPassword, "<graphics type='vnc'><listen type='none'/></graphics>"), Display($"<graphics type='spice' port='3001' autoport='no' {settings}>{listens}</graphics>"));

    /// <summary>What had no address gets none.</summary>
    [Theory, Trait("Attack", "V2")]
    [InlineData("<listen type='none'/>")]
    [InlineData("<listen type='socket' socket='/run/x'/>")]
    [InlineData("<listen type='none'/><gl enable='yes'/>")]
    public void DisplayWithoutAnAddress_GetsNone(string listens) =>
        Assert.Equal((SpiceToVnc.Nowhere, "<graphics type='vnc'><listen type='none'/></graphics>"), Display($"<graphics type='spice'>{listens}</graphics>"));

    [Fact]
    public void DisplayWithoutAPassword_IsLeftToTheHostItself()
    {
        var vnc = Assert.Single(Converted("<graphics type='spice' port='3001' autoport='no'><listen type='address' address='0.0.0.0'/></graphics>").Graphics);

        Assert.Equal((false, "127.0.0.1", -1, true), (vnc.HasPassword, vnc.ListenAddress, vnc.Port, vnc.AutoPort));
        Assert.Empty(vnc.Listens);
    }

    /// <summary>libvirt refuses VNC with another.</summary>
    [Theory]
    [InlineData("keep", "keep")]
    [InlineData("disconnect", null)]
    [InlineData("fail", null)]
    public void PolicyForThoseWhoAreConnected_IsTakenWhereVncHasIt(string policy, string? taken) =>
        Assert.Equal(taken, Assert.Single(Converted($"<graphics type='spice' passwd='short' connected='{policy}'><listen type='address' address='127.0.0.1'/></graphics>").Graphics).ConnectedPolicy);

    /// <summary>The host's settings, a network or a name may say any address.</summary>
    [Theory, Trait("Attack", "V2")]
    [InlineData("<listen type='address'/>")]
    [InlineData("<listen type='network' network='default'/>")]
    [InlineData("<listen type='network' network='default' address='192.0.2.1'/>")]
    [InlineData("<listen type='address' address='localhost'/>")]
    [InlineData("<listen type='address' address='fe80::1%eth0'/>")]
    [InlineData("<listen type='address' address='127.0.0.1'/><listen type='address' address='0.0.0.0'/>")]
    [InlineData("")]
    public void AddressThatIsNotSurelyTheHostItself_IsNotTakenWithoutAPassword(string listens)
    {
        var domain = DomainXml.Parse(Domain($"<graphics type='spice' autoport='yes'>{listens}</graphics>"));

        Assert.Equal(SpiceToVnc.WithoutPassword, SpiceToVnc.Apply(domain, "virtio"));
        var vnc = Assert.Single(domain.Graphics);
        Assert.Equal((false, "127.0.0.1", 0), (vnc.HasPassword, vnc.ListenAddress, vnc.Listens.Count));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void HostItself_StaysWithoutAPassword(string address)
    {
        var domain = DomainXml.Parse(Domain($"<graphics type='spice' autoport='yes'><listen type='address' address='{address}'/></graphics>"));

        Assert.Null(SpiceToVnc.Apply(domain, "virtio"));
        Assert.Equal([address], Assert.Single(domain.Graphics).Listens.Select(listen => listen.Address));
    }

    [Theory, Trait("Attack", "V2")]
    [InlineData("tlsPort='5901' autoport='no'", "")]
    [InlineData("autoport='yes' defaultMode='secure'", "")]
    [InlineData("autoport='yes'", "<channel name='main' mode='secure'/>")]
    public void WhatWasEncrypted_IsNotShownInPlainText(string settings, string channels)
    {
        var domain = DomainXml.Parse(Domain($"<graphics type='spice' passwd='short' {settings}><listen type='address' address='0.0.0.0'/>{channels}</graphics>"));

        Assert.Equal(SpiceToVnc.WithoutTls, SpiceToVnc.Apply(domain, "virtio"));
        var vnc = Assert.Single(domain.Graphics);
        Assert.Equal((true, "127.0.0.1", 0), (vnc.HasPassword, vnc.ListenAddress, vnc.Listens.Count));
    }

    [Theory]
    [InlineData("äöüß", true)]
    [InlineData("äöüßa", false)]
    public void Password_IsCountedInBytes(string password, bool keeps) =>
        Assert.Equal(keeps, Assert.Single(Converted($"<graphics type='spice' passwd='{password}'><listen type='address' address='0.0.0.0'/></graphics>").Graphics).HasPassword);

    /// <summary>The preview can't know how long it is.</summary>
    [Fact]
    public void HiddenPassword_MayBeTooLong()
    {
        const string Hidden = "<graphics type='spice' passwd='••••'><listen type='address' address='0.0.0.0'/></graphics>";
        var preview = DomainXml.Parse(Domain(Hidden));

        Assert.Equal(SpiceToVnc.UnknownPassword, SpiceToVnc.Apply(preview, "virtio", isMasked: true));
        Assert.Equal("0.0.0.0", Assert.Single(preview.Graphics).Listens[0].Address);
        Assert.Equal(SpiceToVnc.OtherPassword, SpiceToVnc.Apply(DomainXml.Parse(Domain(Hidden)), "virtio"));
        Assert.Equal(SpiceToVnc.UnknownPassword, SpiceToVnc.Apply(DomainXml.Parse(Domain(Hidden.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal))), "virtio", isMasked: true));
    }

    [Fact]
    public void MachineWithVncToo_KeepsThat() =>
        Assert.Equal(("vnc", 5911), Assert.Single(Converted("<graphics type='vnc' port='5911' autoport='no'/><graphics type='spice'/>").Graphics.Select(display => (display.Type!, display.Port!.Value))));

    [Fact]
    public void SecondCard_GoesWhereOnlyOneCanBe() => Assert.Equal(["vga"], Converted(All, "vga").Devices.OfType<VideoXml>().Select(video => video.Model));

    [Fact]
    public void WhatIsDrawnIn3D_IsDrawnOn()
    {
        var domain = Converted("<graphics type='spice'><listen type='none'/><gl enable='yes' rendernode='/dev/dri/renderD128'/></graphics><video><model type='virtio'><acceleration accel3d='yes'/></model></video>");

        Assert.Equal([("vnc", null), ("egl-headless", "/dev/dri/renderD128")], domain.Graphics.Select(display => (display.Type!, display.RenderNode)));
        Assert.True(domain.Devices.OfType<VideoXml>().Single().Accelerated3D);
    }

    [Theory]
    [InlineData("<graphics type='spice'/>", true)]
    [InlineData("<redirdev bus='usb' type='spicevmc'/>", true)]
    [InlineData("<graphics type='vnc'/><video><model type='qxl'/></video>", false)]
    [InlineData("<sound model='ich9'/><!-- spice -->", false)]
    public void MachineWithoutSpice_IsNotOfferedIt(string devices, bool has) => Assert.Equal(has, SpiceToVnc.IsIn(TestMachines.Named("web", MachineState.ShutOff) with { Xml = Domain(devices) }));

    private static (string? Note, string Display) Display(string spice)
    {
        var domain = DomainXml.Parse(Domain(spice));
        var note = SpiceToVnc.Apply(domain, "virtio");
        return (note, Assert.Single(domain.Graphics).Element.ToString(System.Xml.Linq.SaveOptions.DisableFormatting).Replace('"', '\'').Replace(" />", "/>", StringComparison.Ordinal));
    }

    private static DomainXml Converted(string devices, string video = "virtio")
    {
        var domain = DomainXml.Parse(Domain(devices));
        SpiceToVnc.Apply(domain, video);
        return domain;
    }

    private static string Domain(string devices) => $"<domain type='kvm'><name>web</name><devices>{devices}</devices></domain>";
}
