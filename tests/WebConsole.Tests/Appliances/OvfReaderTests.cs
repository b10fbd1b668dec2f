using WebConsole.Appliances;
using WebConsole.Appliances.Ovf;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class OvfReaderTests
{
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void VMwaresDescriptor_BecomesAMachine()
    {
        var machine = OvfReader.Read(Descriptors.VMware);

        Assert.Equal(("shop 1", "Sells things.", 4, 2, 8 * Gibibyte, true, true), (machine.Name, machine.Description, machine.Vcpus, machine.CoresPerSocket, machine.MemoryBytes, machine.Efi, machine.SecureBoot));
        Assert.Equal(new ApplianceOs("debian12_64Guest", "linux", "debian12"), machine.Os);
        Assert.Equal(["VM Network"], machine.Networks);
        Assert.Equal([new ApplianceCard("VM Network", "vmxnet3", null), new("VM Network", null, "00:50:56:aa:bb:01")], machine.Cards);
        Assert.Equal([new ApplianceDrive("sata", machine.Files[2])], machine.Drives);
        Assert.Equal([("vmdisk1", "shop-disk1.vmdk", 20 * Gibibyte, "scsi", "vmpvscsi"), ("vmdisk2", "shop-disk2.vmdk", Gibibyte, "scsi", "vmpvscsi"), ("vmdisk3", null, Gibibyte / 2, "nvme", null)],
            machine.Disks.Select(disk => (disk.Id, disk.File?.Name, disk.CapacityBytes ?? 0, disk.Bus, disk.ControllerModel)));
        Assert.False(machine.Uses(machine.Files[3]));
    }

    [Fact]
    public void WhatIsNotTakenOver_IsSaid() => Assert.Equal(
    [
        "USB controller is not taken over (USB controller).",
        "Floppy 1 is not taken over (floppy drive).",
        "VMCI device is not taken over (resource type 1).",
        "Network adapter 2: QEMU has no network card SriovEthernetCard.",
        "Settings of VMware that are not taken over: cpuHotAddEnabled, svga.autodetect.",
        "The variables of its firmware, shop.nvram, are not taken over: it starts what its disks offer by themselves.",
    ], OvfReader.Read(Descriptors.VMware).Remarks);

    [Fact]
    public void VirtualBoxesDescriptor_BecomesAMachine()
    {
        var machine = OvfReader.Read(Descriptors.VirtualBox);

        Assert.Equal(("desk", 2, 2 * Gibibyte, true, false), (machine.Name, machine.Vcpus, machine.MemoryBytes, machine.Efi, machine.SecureBoot));
        Assert.Equal(new ApplianceOs("Ubuntu_64", "linux", null), machine.Os);
        Assert.Equal([new ApplianceDisk("vmdisk1", 10 * Gibibyte, machine.Files[0], "vmdk", "sata", null)], machine.Disks);
        Assert.Equal([new ApplianceDrive("ide", machine.Files[1])], machine.Drives);
        Assert.Equal([new ApplianceCard("NAT", "e1000", null)], machine.Cards);
        Assert.Equal(["usb is not taken over (USB controller).", "sound is not taken over (sound card)."], machine.Remarks);
    }

    [Fact]
    public void OVirtsDescriptor_BecomesAMachine()
    {
        var machine = OvfReader.Read(Descriptors.OVirt);

        Assert.Equal(("till", 4, 2, Gibibyte, true, false), (machine.Name, machine.Vcpus, machine.CoresPerSocket, machine.MemoryBytes, machine.Efi, machine.SecureBoot));
        Assert.Equal(new ApplianceOs("rhel_8x64", "linux", null), machine.Os);
        Assert.Equal([("5d9f1a", 10 * Gibibyte, "5d9f1a", "qcow2")], machine.Disks.Select(disk => (disk.Id, disk.CapacityBytes ?? 0, disk.File!.Name, disk.Format!)));
        Assert.Equal([new ApplianceCard("ovirtmgmt", "virtio", "56:6f:1a:00:00:01")], machine.Cards);
    }

    [Fact]
    public void Version2_IsReadToo_InItsDefaultVariant()
    {
        var machine = OvfReader.Read(Descriptors.Version2);

        Assert.Equal(8, machine.Vcpus);
        Assert.Equal([new ApplianceDisk("d", Gibibyte, machine.Files[0], "qcow2", "scsi", "virtio-scsi")], machine.Disks);
        Assert.Equal([new ApplianceCard("lan", "virtio", null)], machine.Cards);
        Assert.Equal(["Of 2 variants the one named large is taken."], machine.Remarks);
    }

    /// <summary>Some programs write them from the last to the first. A machine boots from the first disk of the controller with the lowest number.</summary>
    [Fact]
    public void Controllers_AreOrderedByTheirNumbers()
    {
        string[] files = ["a", "b", "c", "d"];
        var descriptor = Descriptors.OneDisk("a")
            .Replace("<File ovf:id=\"f\" ovf:href=\"a\" />", Each(name => $"<File ovf:id=\"{name}\" ovf:href=\"{name}\"/>"), StringComparison.Ordinal)
            .Replace("<Disk ovf:diskId=\"d\" ovf:fileRef=\"f\"", Each(name => $"<Disk ovf:diskId=\"{name}\" ovf:fileRef=\"{name}\" ovf:capacity=\"1\" ovf:format=\"http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized\"/>") + "<Disk ovf:diskId=\"none\"", StringComparison.Ordinal)
            .Replace("<Item><rasd:HostResource>ovf:/disk/d</rasd:HostResource><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType></Item>", Each(Item), StringComparison.Ordinal);

        Assert.Equal(["d", "c", "b", "a"], OvfReader.Read(descriptor).Disks.Select(disk => disk.Id));

        string Each(Func<string, string> write) => string.Concat(files.Select(write));

        string Item(string name) => $"""
            <Item><rasd:Address>{'d' - name[0]}</rasd:Address><rasd:InstanceID>on-{name}</rasd:InstanceID><rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
            <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:HostResource>ovf:/disk/{name}</rasd:HostResource><rasd:InstanceID>{name}</rasd:InstanceID><rasd:Parent>on-{name}</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
            """;
    }

    /// <summary>CIM's disk drive, storage extent and logical disk.</summary>
    [Theory]
    [InlineData(17)]
    [InlineData(19)]
    [InlineData(31)]
    public void DiskOfEachResourceType_IsTaken(int type) =>
        Assert.Equal("vmdisk1", Assert.Single(OvfReader.Read(Descriptors.VirtualBox.Replace("<rasd:ResourceType>17<", $"<rasd:ResourceType>{type}<", StringComparison.Ordinal)).Disks).Id);

    /// <summary>It would be converted twice, and two disks of the machine would be alike.</summary>
    [Fact]
    public void FileOfTwoDisks_IsRefused() =>
        Assert.Equal("The disks vmdisk1 and vmdisk2 are one file, shop-disk1.vmdk.", Assert.Throws<OperationFailedException>(() =>
            OvfReader.Read(Descriptors.VMware.Replace("ovf:fileRef=\"file2\"", "ovf:fileRef=\"file1\"", StringComparison.Ordinal))).Message.Replace("vmdisk2 and vmdisk1", "vmdisk1 and vmdisk2", StringComparison.Ordinal));

    [Theory]
    [InlineData("windows9_64Guest", 1, "winnt", "win10")]
    [InlineData("windows2019srvNext_64Guest", 1, "winnt", "win2k22")]
    [InlineData("windows8Server64Guest", 1, "winnt", "win2k12")]
    [InlineData("rhel9_64Guest", 80, "linux", null)]
    [InlineData("ubuntu64Guest", 94, "linux", null)]
    [InlineData("other5xLinux64Guest", 101, "linux", null)]
    [InlineData("freebsd13_64Guest", 78, "freebsd", "freebsd13")]
    [InlineData("darwin20_64Guest", 1, "darwin", null)]
    [InlineData("Windows11_64", 1, "winnt", "win11")]
    [InlineData("Debian12_64", 96, "linux", "debian12")]
    [InlineData("A system of our own", 120, "winnt", "win10")]
    [InlineData("A system of our own", 1, null, null)]
    public void OperatingSystem_IsUnderstoodByItsWordOrItsNumber(string word, int number, string? family, string? shortId) =>
        Assert.Equal(new ApplianceOs(word, family, shortId), OvfReader.Read(Descriptors.VMware.Replace("ovf:id=\"96\"", $"ovf:id=\"{number}\"", StringComparison.Ordinal).Replace("debian12_64Guest", word, StringComparison.Ordinal)).Os);

    [Theory]
    [InlineData("byte", 1L)]
    [InlineData("byte * 2^30", 1L << 30)]
    [InlineData("byte*1024", 1024L)]
    [InlineData("bytes * 10^6", 1_000_000L)]
    [InlineData("byte * 1024 * 2^20", 1L << 30)]
    [InlineData("GigaBytes", 1L << 30)]
    [InlineData("mb", 1L << 20)]
    [InlineData("byte * 2^99", null)]
    [InlineData("byte * 2^62 * 2^62", null)]
    [InlineData("byte * 0", null)]
    [InlineData("hertz * 10^6", null)]
    public void Unit_IsUnderstood(string unit, long? bytes) => Assert.Equal(bytes, AllocationUnit.BytesOf(unit));

    [Theory]
    [InlineData("9223372036854775807", "MB")]
    [InlineData("-1", "MB")]
    [InlineData("${memory}", "MB")]
    public void Size_ThatIsNone_IsUnknown(string number, string unit) => Assert.Null(AllocationUnit.ToBytes(number, unit));

    [Theory, Trait("Attack", "F2")]
    [InlineData("../shop-disk1.vmdk")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/disk.vmdk")]
    [InlineData("https://example.org/disk.vmdk")]
    [InlineData("..")]
    [InlineData("-o")]
    [InlineData(".hidden")]
    [InlineData("a&#10;b")]
    [InlineData("json:{}")]
    public void File_ThatIsNotBesideTheDescriptor_IsRefused(string name) => Refused(Descriptors.OneDisk(name), "not beside it");

    [Fact, Trait("Attack", "J3")]
    public void Dtd_IsRefused() => Refused("<!DOCTYPE Envelope [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + Descriptors.Version2.Replace("ovf:id=\"a\"", "ovf:id=\"&a;\"", StringComparison.Ordinal), "can't be read as XML");

    [Fact, Trait("Attack", "J3")]
    public void Descriptor_WithoutEnd_IsRefused() => Refused(Descriptors.Version2 + new string(' ', ApplianceText.MostBytes), "can't be read as XML");

    [Theory]
    [InlineData("<a/>", "no OVF descriptor")]
    [InlineData("<Envelope xmlns='http://www.vmware.com/schema/ovf/1/envelope'/>", "no OVF descriptor")]
    [InlineData("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>", "no machine")]
    [InlineData("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><VirtualSystemCollection><VirtualSystem/><VirtualSystem/></VirtualSystemCollection></Envelope>", "several machines")]
    [InlineData("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><VirtualSystem/></Envelope>", "no hardware")]
    public void WhatIsNoMachine_IsRefused(string xml, string said) => Refused(xml, said);

    [Theory]
    [InlineData("ovf:fileRef=\"f\"", "ovf:fileRef=\"g\"", "does not have")]
    [InlineData("/disk/d", "/disk/e", "does not have")]
    [InlineData("/disk/d", "/nothing/d", "does not become clear")]
    [InlineData("ovf:fileRef=\"f\" ovf:capacity=\"1\"", "ovf:capacity=\"a lot\"", "no size")]
    [InlineData("ovf:capacity=\"1\"", "ovf:parentRef=\"other\"", "differs from another")]
    [InlineData("vmdk.html#streamOptimized", "unknown", "format")]
    [InlineData("<Item>", "<Item><rasd:HostResource>ovf:/disk/d</rasd:HostResource><rasd:InstanceID>7</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType></Item><Item>", "used twice")]
    [InlineData("<DiskSection>", "<DiskSection><Disk ovf:diskId=\"d\"/>", "that of another")]
    public void BrokenDescriptor_IsRefused(string part, string instead, string said) => Refused(Descriptors.OneDisk("a.disk").Replace(part, instead, StringComparison.Ordinal), said);

    [Theory]
    [InlineData("ovf:chunkSize=\"1024\"", "in pieces")]
    [InlineData("ovf:compression=\"bzip2\"", "only gzip")]
    public void FileInAnUnusualForm_IsRefused(string attribute, string said) => Refused(Descriptors.OneDisk("a.vmdk", attribute), said);

    private static void Refused(string xml, string said) => Assert.Contains(said, Assert.Throws<OperationFailedException>(() => OvfReader.Read(xml)).Message, StringComparison.Ordinal);
}
