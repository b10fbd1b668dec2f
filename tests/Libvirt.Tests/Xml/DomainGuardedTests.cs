using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>What a guest is told, its secrets and protection, smart cards and sound, changed alone.</summary>
public sealed class DomainGuardedTests
{
    private static readonly (string Line, string Was, string Is, Action<DomainXml> Edit)[] Edits =
    [
        ("<sysinfo type=fwcfg", "type=fwcfg", "type=other", d => d.SystemInfo[1].Type = "other"),
        ("<entry name=", ">Example<", ">Other<", d => d.SystemInfo[0].Bios[0].Value = "Other"),
        ("<entry name=", ">S-1<", ">Other<", d => d.SystemInfo[0].System[0].Value = "Other"),
        ("<entry name=", ">Board B<", ">Other<", d => d.SystemInfo[0].BaseBoards[1].Entries[0].Value = "Other"),
        ("<entry name=", ">A-1<", ">Other<", d => d.SystemInfo[0].Chassis[0].Value = "Other"),
        ("<entry name=vendor", "name=vendor", "name=release", d => d.SystemInfo[0].Bios[0].Name = "release"),
        ("<entry name=opt/org.example/file", "file=/srv/config.ign", "file=/srv/b", d => d.SystemInfo[1].Entries[1].File = "/srv/b"),
        ("<entry>", "org.example:two", "other", d => d.SystemInfo[0].OemStrings.Replace("org.example:one", "other")),
        ("<cipher name=aes", "name=aes", "name=dea", d => d.KeyWrapCiphers[0].Name = "dea"),
        ("<cipher name=aes", "state=off", "state=on", d => d.KeyWrapCiphers[0].State = true),
        ("<auth", "username=libvirt", "username=b", d => d.Disks[0].Source.Auth.UserName = "b"),
        ("<secret", "type=ceph", "type=iscsi", d => d.Disks[0].Source.Auth.SecretType = "iscsi"),
        ("<secret", "uuid=f52a81b2-424e-490c-823d-6bd4235bc572", "uuid=00000000-0000-0000-0000-000000000000", d => d.Disks[0].Source.Auth.SecretUuid = Guid.Empty),
        ("<secret", "usage=new place", "usage=b", d => d.Disks[1].Source.Auth.SecretUsage = "b"),
        ("<auth", "username=old", "username=b", d => d.Disks[2].Auth.UserName = "b"),
        ("<secret", "type=iscsi", "type=ceph", d => d.Disks[2].Auth.SecretType = "ceph"),
        ("<secret", "usage=old place", "usage=b", d => d.Disks[2].Auth.SecretUsage = "b"),
        ("<secret", "uuid=f52a81b2-424e-490c-823d-6bd4235bc573", "uuid=00000000-0000-0000-0000-000000000000", d => d.Disks[3].Auth.SecretUuid = Guid.Empty),
        ("<smartcard", "mode=passthrough", "mode=host", d => All<SmartCardXml>(d)[1].Mode = "host"),
        ("<source", "service=2001", "service=9", d => All<SmartCardXml>(d)[1].Source.Service = "9"),
        ("", "/srv/nssdb", "/srv/b", d => All<SmartCardXml>(d)[0].Database = "/srv/b"),
        ("<certificate>", "cert3", "b", d => All<SmartCardXml>(d)[0].Certificates.Replace("cert1", "cert2", "b")),
        ("<hub", "type=usb", "type=b", d => All<HubXml>(d)[0].Type = "b"),
        ("<audio", "id=1", "id=9", d => All<AudioXml>(d)[0].Id = 9),
        ("<audio", "type=pulseaudio", "type=b", d => All<AudioXml>(d)[0].Type = "b"),
        ("<audio", "timerPeriod=40", "timerPeriod=9", d => All<AudioXml>(d)[0].TimerPeriodMicroseconds = 9),
        ("<audio", "serverName=audio.example.org", "serverName=b", d => All<AudioXml>(d)[0].ServerName = "b"),
        ("<audio", "tryMMap=yes", "tryMMap=no", d => All<AudioXml>(d)[1].TryMemoryMap = false),
        ("<audio", "exclusive=no", "exclusive=yes", d => All<AudioXml>(d)[1].Exclusive = true),
        ("<audio", "dspPolicy=3", "dspPolicy=9", d => All<AudioXml>(d)[1].DspPolicy = 9),
        ("<audio", "driver=pulseaudio", "driver=b", d => All<AudioXml>(d)[3].Driver = "b"),
        ("<audio", "path=/srv/sound.wav", "path=b", d => All<AudioXml>(d)[4].Path = "b"),
        ("<input", "mixingEngine=no", "mixingEngine=yes", d => All<AudioXml>(d)[0].Input.MixingEngine = true),
        ("<output", "fixedSettings=yes", "fixedSettings=no", d => All<AudioXml>(d)[0].Output.FixedSettings = false),
        ("<output", "voices=2", "voices=9", d => All<AudioXml>(d)[0].Output.Voices = 9),
        ("<output", "bufferLength=201", "bufferLength=9", d => All<AudioXml>(d)[0].Output.BufferMicroseconds = 9),
        ("<output", "name=fish", "name=b", d => All<AudioXml>(d)[0].Output.Name = "b"),
        ("<output", "streamName=out", "streamName=b", d => All<AudioXml>(d)[0].Output.StreamName = "b"),
        ("<output", "latency=101", "latency=9", d => All<AudioXml>(d)[0].Output.LatencyMicroseconds = 9),
        ("<input", "dev=/dev/dsp0", "dev=b", d => All<AudioXml>(d)[1].Input.Device = "b"),
        ("<input", "bufferCount=40", "bufferCount=9", d => All<AudioXml>(d)[1].Input.BufferCount = 9),
        ("<input", "tryPoll=yes", "tryPoll=no", d => All<AudioXml>(d)[1].Input.TryPoll = false),
        ("<output", "serverName=box", "serverName=b", d => All<AudioXml>(d)[2].Output.ServerName = "b"),
        ("<output", "clientName=guest", "clientName=b", d => All<AudioXml>(d)[2].Output.ClientName = "b"),
        ("<output", "connectPorts=system:playback_[12]", "connectPorts=b", d => All<AudioXml>(d)[2].Output.ConnectPorts = "b"),
        ("<output", "exactName=yes", "exactName=no", d => All<AudioXml>(d)[2].Output.ExactName = false),
        ("<settings", "frequency=44100", "frequency=9", d => All<AudioXml>(d)[0].Output.Frequency = 9),
        ("<settings", "channels=2", "channels=9", d => All<AudioXml>(d)[0].Output.Channels = 9),
        ("<settings", "format=s16", "format=u8", d => All<AudioXml>(d)[0].Output.Format = "u8"),
        ("<launchSecurity", "type=sev", "type=b", d => d.LaunchSecurity = "b"),
        ("<launchSecurity", "kernelHashes=yes", "kernelHashes=no", d => d.LaunchSecurityKernelHashes = false),
        ("", "<policy>0x0003<", "<policy>0x1<", d => d.LaunchSecurityPolicy = "0x1"),
        ("", "<cbitpos>47<", "<cbitpos>9<", d => d.LaunchSecurityCBit = 9),
        ("", "<reducedPhysBits>1<", "<reducedPhysBits>9<", d => d.LaunchSecurityReducedBits = 9),
        ("", "<handle>5<", "<handle>9<", d => d.LaunchSecurityHandle = 9),
        ("", "<dhCert>ZGhDZXJ0<", "<dhCert>b<", d => d.LaunchSecurityCertificate = "b"),
        ("", "<session>c2Vzc2lvbg==<", "<session>b<", d => d.LaunchSecuritySession = "b"),
    ];

    [Fact]
    public void EachProperty_Written_ChangesItsTextAlone() => DomainXmlTests.AssertEachChangesItsTextAlone("domain-guarded", Edits);

    [Fact]
    public void EntrysValue_Removed_LeavesTheEntry()
    {
        var (removed, added) = DomainXmlTests.Edit("domain-guarded", d => d.SystemInfo[1].Entries[0].Value = null);

        Assert.Equal(["""    <entry name="opt/org.example/name">example</entry>"""], removed);
        Assert.Equal(["""    <entry name="opt/org.example/name" />"""], added);
    }

    private static List<T> All<T>(DomainXml domain) where T : DeviceXml => [.. domain.Devices.OfType<T>()];
}
