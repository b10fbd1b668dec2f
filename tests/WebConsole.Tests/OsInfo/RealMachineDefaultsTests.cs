using Libvirt;
using Libvirt.Xml;
using WebConsole.OsInfo.Defaults;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>What new machines get is what a real libvirt takes.</summary>
[Trait("Category", "Integration")]
public sealed class RealMachineDefaultsTests(PackagedOsInfoTests.Package package) : IClassFixture<PackagedOsInfoTests.Package>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("qemu:///system");

    [Theory]
    [InlineData("http://debian.org/debian/testing")]
    [InlineData("http://ubuntu.com/ubuntu/22.04")]
    [InlineData("http://alpinelinux.org/alpinelinux/3.16")]
    [InlineData("http://freebsd.org/freebsd/13.1")]
    [InlineData("http://microsoft.com/win/2k19")]
    [InlineData("http://microsoft.com/win/11")]
    [InlineData("http://microsoft.com/win/xp")]
    [InlineData(null)]
    public void Machine_IsDefined(string? id)
    {
        var os = id is null ? null : package.Data.Find(id);
        var type = MachineDefaults.MachineTypeFor(package.Data, os, "x86_64");
        var capabilities = DomainCapabilitiesXml.Parse(_connection.GetDomainCapabilities(arch: "x86_64", machine: type));

        var defaults = MachineDefaults.For(package.Data, os, "x86_64", capabilities, capabilities.DomainType is "kvm", virtioDrivers: true);

        using var domain = _connection.DefineDomain(Definition(defaults, capabilities.DomainType!), DomainDefineFlags.Validate);
        var defined = DomainXml.Parse(domain.GetXml());
        domain.Undefine();
        Assert.Equal((defaults.MemoryBytes, (int?)defaults.VirtualCpus, defaults.ClockOffset), (defined.MemoryBytes, defined.VirtualCpus, defined.Element.Element("clock")!.Attribute("offset")!.Value));
        Assert.Equal(defaults.TpmModel is null && package.Data.Find("http://microsoft.com/win/11") == os, defaults.Reasons.Any(reason => reason.Contains("swtpm", StringComparison.Ordinal)));
    }

    public void Dispose() => _connection.Dispose();

    private static string Definition(MachineDefaults defaults, string domainType) => $"""
        <domain type="{domainType}">
          <name>defaults-{Guid.NewGuid():N}</name>
          <memory unit="b">{defaults.MemoryBytes}</memory>
          <vcpu>{defaults.VirtualCpus}</vcpu>
          <os><type arch="x86_64" machine="{defaults.MachineType}">hvm</type></os>
          <features><acpi/>{(defaults.HyperVFeatures is [] ? "" : $"<hyperv>{string.Concat(defaults.HyperVFeatures.Select(HyperV))}</hyperv>")}</features>
          <cpu mode="{defaults.CpuMode}"/>
          <clock offset="{defaults.ClockOffset}">{string.Concat(defaults.Timers.Select(Timer))}</clock>
          <devices>
            <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/nowhere/disk.qcow2"/><target dev="{(defaults.DiskBus is "virtio" ? "vda" : defaults.DiskBus is "ide" ? "hda" : "sda")}" bus="{defaults.DiskBus}"/></disk>
            <interface type="user"><model type="{defaults.NicModel}"/></interface>
            <input type="tablet" bus="{defaults.TabletBus}"/>
            <graphics type="vnc"/>
            <video><model type="{defaults.VideoModel}"/></video>
            {(defaults.SoundModel is null ? "" : $"<sound model='{defaults.SoundModel}'/>")}
            {(defaults.RngModel is null ? "" : $"<rng model='{defaults.RngModel}'><backend model='random'>/dev/urandom</backend></rng>")}
            {(defaults.TpmModel is null ? "" : $"<tpm model='{defaults.TpmModel}'><backend type='emulator' version='2.0'/></tpm>")}
          </devices>
        </domain>
        """;

    private static string HyperV(string feature) => feature is "spinlocks" ? "<spinlocks state='on' retries='8191'/>" : $"<{feature} state='on'/>";

    private static string Timer(ClockTimer timer) =>
        $"<timer name='{timer.Name}'{(timer.TickPolicy is { } policy ? $" tickpolicy='{policy}'" : "")}{(timer.IsPresent is { } present ? $" present='{(present ? "yes" : "no")}'" : "")}/>";
}
