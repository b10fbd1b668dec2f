using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class ConsoleReaderTests
{
    [Fact]
    public void Displays_AreCountedAmongAllOfThem()
    {
        var displays = ConsoleReader.Displays(Machine("""
            <graphics type='spice' port='5901' tlsPort='5902'><listen type='address' address='127.0.0.1'/></graphics>
            <graphics type='egl-headless'/>
            <graphics type='vnc' port='5900' listen='127.0.0.1'><listen type='address' address='127.0.0.1'/></graphics>
            <graphics type='vnc'><listen type='none'/></graphics>
            <graphics type='spice'><listen type='socket' socket='/run/spice.sock'/></graphics>
            <graphics/>
            """));

        Assert.Equal(
        [
            new MachineDisplay { Key = "0", Type = "spice", Address = "127.0.0.1", Port = 5901 },
            new MachineDisplay { Key = "1", Type = "egl-headless" },
            new MachineDisplay { Key = "2", Type = "vnc", Address = "127.0.0.1", Port = 5900 },
            new MachineDisplay { Key = "3", Type = "vnc" },
            new MachineDisplay { Key = "4", Type = "spice", Socket = "/run/spice.sock" },
            new MachineDisplay { Key = "5", Type = "" },
        ], displays);
        Assert.Equal("2", MachineConsole.Choose(displays, null)!.Key);
        Assert.Equal("0", MachineConsole.Choose(displays, "0")!.Key);
    }

    [Fact]
    public void ConsoleThatMirrorsTheFirstSerialPort_IsNotCountedTwice()
    {
        var lines = ConsoleReader.Lines(Machine("""
            <serial type='pty'><source path='/dev/pts/1'/><target type='isa-serial' port='0'/><alias name='serial0'/></serial>
            <serial type='pty'><target type='isa-serial' port='1'/><alias name='serial1'/></serial>
            <console type='pty' tty='/dev/pts/1'><target type='serial' port='0'/><alias name='serial0'/></console>
            <console type='pty'><target type='virtio' port='1'/><alias name='ua-mine'/></console>
            """));

        Assert.Equal([("serial0", true, 0), ("serial1", true, 1), ("ua-mine", false, 1)], lines.Select(line => (line.Key, line.IsSerial, line.Number)));
        Assert.All(lines, line => Assert.True(line.Opens));
    }

    [Fact]
    public void MachineThatIsOff_HasTheNamesThatLibvirtWillGive()
    {
        var lines = ConsoleReader.Lines(Machine("""
            <serial type='file'><source path='/tmp/line.log'/><target port='0'/></serial>
            <serial type='tcp'><source mode='bind' host='127.0.0.1' service='45551'/><target port='1'/></serial>
            <console type='file'><source path='/tmp/line.log'/><target type='serial' port='0'/></console>
            <console type='pty'><target type='virtio' port='1'/></console>
            """));

        Assert.Equal(
        [
            new MachineLine { Key = "serial0", Type = "file", IsSerial = true, Number = 0, Path = "/tmp/line.log" },
            new MachineLine { Key = "serial1", Type = "tcp", IsSerial = true, Number = 1, Address = "127.0.0.1", Port = "45551" },
            new MachineLine { Key = "console1", Type = "pty", IsSerial = false, Number = 1 },
        ], lines);
        Assert.Equal("console1", MachineConsole.Choose(lines, null)!.Key);
        Assert.Equal("console1", MachineConsole.Choose(lines, "serial7")!.Key);
    }

    [Fact]
    public void ContainersConsole_IsALineOfItsOwn()
    {
        var line = Assert.Single(ConsoleReader.Lines(Machine("<console type='pty'><target type='lxc' port='0'/></console>")));
        Assert.Equal(("console0", false, true), (line.Key, line.IsSerial, line.Opens));
    }

    [Fact]
    public void MachineWithoutAny_HasNothingToChoose()
    {
        Assert.Empty(ConsoleReader.Lines(Machine("")));
        Assert.Null(MachineConsole.Choose(ConsoleReader.Displays(Machine("")), "0"));
    }

    private static DomainXml Machine(string devices) => DomainXml.Parse($"<domain><devices>{devices}</devices></domain>");
}
