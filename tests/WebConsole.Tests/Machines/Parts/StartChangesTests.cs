using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>How a machine starts: what changes in its definition, and what is refused.</summary>
public sealed class StartChangesTests
{
    private const string Definition =
        """
        <domain type='kvm'><name>web</name><memory>1048576</memory><vcpu>2</vcpu>
        <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><boot dev='cdrom'/><boot dev='hd'/></os>
        <features><acpi/></features>
        <devices>
          <disk type='file' device='disk'><target dev='vda' bus='virtio'/></disk>
          <disk type='file' device='disk'><target dev='vdb' bus='virtio'/></disk>
          <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
          <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
          <sound model='ich9'/>
        </devices></domain>
        """;

    private const string Offered =
        """
        <domainCapabilities><os supported='yes'><enum name='firmware'/><loader supported='yes'><value>/usr/share/OVMF/OVMF_CODE.fd</value><enum name='secure'><value>no</value></enum></loader></os></domainCapabilities>
        """;

    private static readonly HostStatus Host = TestMachines.Host("local") with
    {
        Facts = new HostFacts
        {
            HostName = "host",
            Driver = "QEMU",
            LibvirtVersion = new Version(9, 0),
            Capabilities = "<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'><machine>pc-i440fx-7.2</machine><machine>pc-q35-7.2</machine><machine>pc-q35-6.2</machine></arch></guest></capabilities>",
        },
    };

    [Fact]
    public void OrderOfKinds_IsThatOfTheirFirstDevices_AndBecomesOneOfDevices()
    {
        var domain = DomainXml.Parse(Definition);
        Assert.Equal(["disk:sda", "disk:vda"], BootOrder.Of(domain));

        new StartChanges(Boot: ["interface:52:54:00:00:00:01", "disk:vdb"]).Apply(domain);

        Assert.Empty(domain.BootDevices);
        Assert.Equal((null, 2, null, 1), (domain.Disks[0].BootOrder, domain.Disks[1].BootOrder, domain.Disks[2].BootOrder, domain.Interfaces[0].BootOrder));
        Assert.Equal(["interface:52:54:00:00:00:01", "disk:vdb"], BootOrder.Of(domain));
    }

    /// <summary>The keys of Secure Boot are in the variables, which stay.</summary>
    [Theory]
    [InlineData("uefi", "uefi-secure", true)]
    [InlineData("uefi-secure", "uefi", true)]
    [InlineData("uefi-secure", "uefi-secure", false)]
    [InlineData("bios", "uefi-secure", false)]
    [InlineData("uefi", "bios", false)]
    public void SecureBoot_WaitsForFreshVariables(string had, string asked, bool doubted)
    {
        var domain = DomainXml.Parse(Definition);
        new StartChanges(Firmware: had).Apply(domain);

        var doubt = new StartChanges(Firmware: asked).Warnings(new PartContext(domain, Host, new HostOffer(null), 2)).Single(warning => warning.Argument == "start.firmware").Text;

        Assert.Equal(doubted, doubt?.Contains("start-reset-nvram", StringComparison.Ordinal) is true);
    }

    [Fact]
    public void Tpm_IsAdded_Changed_AndTakenAway()
    {
        var domain = DomainXml.Parse(Definition);
        new StartChanges(Tpm: "tpm-crb").Apply(domain);
        Assert.Equal(("tpm-crb", "emulator", "2.0"), Assert.Single(domain.Devices.OfType<TpmXml>()) is var tpm ? (tpm.Model, tpm.BackendType, tpm.Version) : default);
        new StartChanges(Tpm: "tpm-tis").Apply(domain);
        Assert.Equal("tpm-tis", Assert.Single(domain.Devices.OfType<TpmXml>()).Model);
        new StartChanges(Tpm: "none").Apply(domain);
        Assert.Empty(domain.Devices.OfType<TpmXml>());
    }

    [Theory]
    [InlineData("tpm-spapr", "<value>emulator</value>", "<value>tpm-tis</value>", "One of tpm-crb, tpm-tis.")]
    [InlineData("tpm-crb", "<value>emulator</value>", "<value>tpm-tis</value>", "The host does not offer this model.")]
    [InlineData("tpm-tis", "<value>passthrough</value>", "<value>tpm-tis</value>", "The host has no swtpm. Package swtpm.")]
    [InlineData("tpm-tis", "<value>emulator</value>", "<value>tpm-tis</value>", null)]
    [InlineData("none", "", "", null)]
    public void Tpm_IsOneThatTheHostOffers(string asked, string backends, string models, string? said)
    {
        var offer = new HostOffer(DomainCapabilitiesXml.TryParse($"<domainCapabilities><devices><tpm supported='yes'><enum name='model'>{models}</enum><enum name='backendModel'>{backends}</enum></tpm></devices></domainCapabilities>", out var known) ? known : null);
        Assert.Equal(said, new StartChanges(Tpm: asked).Mistakes(new PartContext(DomainXml.Parse(Definition), Host, offer, 2)).SingleOrDefault(check => check.Mistake is not null).Mistake);
    }

    [Fact]
    public void SameOrder_ChangesNoByte()
    {
        var domain = DomainXml.Parse(Definition);
        var before = domain.ToXml();
        new StartChanges(Boot: ["disk:sda", "disk:vda"], BootMenu: false, Firmware: "bios", MachineType: "pc-q35-7.2", Kernel: "").Apply(domain);
        Assert.Equal(before, domain.ToXml());
    }

    /// <summary>Xen knows kinds only.</summary>
    [Fact]
    public void OrderOfXen_StaysOneOfKinds()
    {
        var domain = DomainXml.Parse(Definition.Replace("'kvm'", "'xen'", StringComparison.Ordinal));
        new StartChanges(Boot: ["disk:vdb", "disk:sda", "disk:vda"]).Apply(domain);
        Assert.Equal(["hd", "cdrom"], domain.BootDevices);
        Assert.Null(domain.Disks[1].BootOrder);
    }

    [Fact]
    public void Firmware_IsReplacedAsAWhole()
    {
        var domain = DomainXml.Parse(Definition);
        new StartChanges(Firmware: "uefi-secure").Apply(domain);
        Assert.Equal(("efi", true), (domain.Firmware, domain.Features.Single(feature => feature.Name == "smm").State));
        Assert.All(domain.FirmwareFeatures, feature => Assert.True(feature.Enabled));

        (domain.LoaderPath, domain.LoaderType, domain.LoaderSecure, domain.NvramPath, domain.NvramTemplate) = ("/usr/share/OVMF/OVMF_CODE.fd", "pflash", true, "/var/web.fd", "/usr/share/OVMF/OVMF_VARS.fd");
        new StartChanges(Firmware: "uefi").Apply(domain);
        Assert.Equal(("efi", null, null, null), (domain.Firmware, domain.LoaderPath, domain.LoaderSecure, domain.NvramPath));
        Assert.All(domain.FirmwareFeatures, feature => Assert.False(feature.Enabled));

        new StartChanges(Firmware: "bios").Apply(domain);
        Assert.Equal((null, 0), (domain.Firmware, domain.FirmwareFeatures.Count));
    }

    [Fact]
    public void KernelThatGoes_TakesItsArgumentsAlong()
    {
        var domain = DomainXml.Parse(Definition);
        new StartChanges(Kernel: "/boot/vmlinuz", Initrd: "/boot/initrd", Arguments: "quiet").Apply(domain);
        Assert.Equal(("/boot/vmlinuz", "/boot/initrd", "quiet"), (domain.Kernel, domain.Initrd, domain.KernelArguments));

        new StartChanges(Kernel: "").Apply(domain);
        Assert.Equal((null, null, null), (domain.Kernel, domain.Initrd, domain.KernelArguments));
    }

    public static TheoryData<string, StartChanges> Refused => new()
    {
        { "start.boot", new StartChanges(Boot: ["disk:vdz"]) },
        { "start.boot", new StartChanges(Boot: ["sound:#1"]) },
        { "start.boot", new StartChanges(Boot: ["disk:vda", "disk:vda"]) },
        { "start.boot", new StartChanges(Boot: [null!]) },
        { "start.bootMenuTimeout", new StartChanges(BootMenuTimeout: 1000) },
        { "start.bootMenuTimeout", new StartChanges(BootMenu: true, BootMenuTimeout: 65536) },
        { "start.firmware", new StartChanges(Firmware: "coreboot") },
        { "start.firmware", new StartChanges(Firmware: "uefi-secure") },
        { "start.machineType", new StartChanges(MachineType: "pc-q35-9.9") },
        { "start.machineType", new StartChanges(MachineType: "pc-i440fx-7.2") },
        { "start.machineType", new StartChanges(MachineType: "'/><evil") },
        { "start.kernel", new StartChanges(Kernel: "vmlinuz") },
        { "start.kernel", new StartChanges(Kernel: "/boot/\nvmlinuz") },
        { "start.initrd", new StartChanges(Initrd: "/boot/initrd") },
        { "start.arguments", new StartChanges(Arguments: "quiet") },
        { "start.arguments", new StartChanges(Kernel: "/boot/vmlinuz", Arguments: "quiet\u0000") },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatCanNotBe_IsRefusedAtItsField(string field, StartChanges changes) => Assert.Equal([field], MistakesOf(changes));

    public static TheoryData<StartChanges> Taken => [
        new StartChanges(),
        new StartChanges(Boot: [], BootMenu: true, BootMenuTimeout: 3000, Firmware: "uefi", MachineType: "pc-q35-6.2"),
        new StartChanges(Kernel: "/boot/vmlinuz", Initrd: "/boot/initrd", Arguments: "root=/dev/vda1 quiet"),
    ];

    [Theory, MemberData(nameof(Taken))]
    public void WhatCanBe_IsTaken(StartChanges changes) => Assert.Empty(MistakesOf(changes));

    /// <summary>Arguments of a kernel may hold a password.</summary>
    [Fact]
    public void Audit_NamesTheKernel_AndNotItsArguments()
    {
        var changes = new StartChanges(Kernel: "/boot/vmlinuz", Arguments: "password=secret");
        Assert.Equal("""{"kernel":"/boot/vmlinuz","arguments":"15 letters"}""", changes.Audited);
        Assert.True(changes.ReachesHost);
        Assert.False(new StartChanges(Boot: []).ReachesHost);
    }

    private static IEnumerable<string> MistakesOf(StartChanges changes) =>
        changes.Mistakes(new PartContext(DomainXml.Parse(Definition), Host, new HostOffer(DomainCapabilitiesXml.Parse(Offered)), 2)).Where(check => check.Mistake is not null).Select(check => check.Argument);
}
