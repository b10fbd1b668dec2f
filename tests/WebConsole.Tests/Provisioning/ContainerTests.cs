using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class ContainerTests
{
    private static readonly Guid Folders = Guid.NewGuid();

    private static readonly HostStatus Host = new() { Name = "local", Uri = "lxc:///system", Connection = ConnectionState.Connected };

    private static readonly InventorySnapshot Inventory = new()
    {
        Hosts = [Host],
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Folders), new StoragePool("local", Folders, "roots", "running", true, true, 1, 1, 1, "<pool type='dir'><name>roots</name><target><path>/srv/roots</path></target></pool>")),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Folders), new([new StorageVolume("box", "/srv/roots/box", "dir", 0, 0), new StorageVolume("a.img", "/srv/roots/a.img", "raw", 1, 1), new StorageVolume("system.tar.xz", "/srv/roots/system.tar.xz", "raw", 1, 1)])),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add(("local", Folders), new Network("local", Folders, "default", true, true, true, "virbr0", "<network><name>default</name></network>")),
    };

    [Fact]
    public void Container_HasItsFolderAndItsProgram()
    {
        var definition = Plan(new NewContainer("box", Root: new VolumeName(Folders, "box"), Init: "/bin/sh", Arguments: ["-c", "sleep 1000"], FirstId: 100000)).Definition(Inventory);

        Assert.Equal(("lxc", "exe", "/bin/sh"), (definition.DomainType, definition.OsType, definition.Init));
        Assert.Equal(["-c", "sleep 1000"], definition.InitArguments);
        Assert.Equal((0, 100000, 65536), ((int)definition.UserIds[0].Start!, (int)definition.UserIds[0].Target!, (int)definition.GroupIds[0].Count!));
        var root = Assert.Single(definition.Devices.OfType<FileSystemXml>());
        Assert.Equal(("/srv/roots/box", "/"), (root.SourceDirectory, root.Target));
        Assert.Equal("default", definition.Interfaces[0].SourceNetwork);
    }

    [Fact]
    public void SystemContainer_StartsInit() => Assert.Equal("/sbin/init", Plan(new NewContainer("box", Path: "/srv/x")).Definition(Inventory).Init);

    [Theory]
    [InlineData(null, "archive")]
    [InlineData("srv/x", "path")]
    [InlineData("/", "path")]
    [InlineData("//", "path")]
    [InlineData("/srv/../etc", "path")]
    [InlineData("/.", "path")]
    [InlineData("/etc/", "path")]
    [InlineData("/var", "path")]
    [InlineData("/proc/1/root", "path")]
    [InlineData("/srv/a\nb", "path")]
    public void DirectoryThatCantBe_IsNamed(string? path, string field) => Assert.Contains(field, Mistakes(new NewContainer("box", Path: path)));

    [Fact]
    public void ArgumentsThatCantBe_AreNamed() => Assert.Equal(["arguments", "firstId", "init", "memory", "name", "networks[0].network", "root", "vcpus"],
        Mistakes(new NewContainer("../x", Root: new VolumeName(Folders, "a.img"), Init: "sh", Arguments: ["a\0"], FirstId: 0, Memory: 1, Vcpus: 0, Networks: [new NewInterface("none")])).Keys.Order(StringComparer.Ordinal));

    /// <summary>libvirt says of a directory that is not there, or another user's, only that it could not make a folder in it.</summary>
    [Theory]
    [InlineData("Failed to create /srv/my box/.oldroot: Permission denied", 100000L, "chown -R 100000:100000 '/srv/my box'")]
    [InlineData("Failed to create /srv/my box/.oldroot: Permission denied", null, "a directory /srv/my box on local, and whether root may write to it")]
    [InlineData("Failed to access '/srv/my box': No such file or directory", 100000L, "a directory /srv/my box on local, with the program /bin/sh")]
    [InlineData("cannot execute", 100000L, "has the program /bin/sh")]
    public void StartThatFails_IsAdvisedByItsError(string error, long? firstId, string advice)
    {
        var create = new CreateContainer { Target = "box", Plan = Plan(new NewContainer("box", Path: "/srv/my box", Init: "/bin/sh", FirstId: firstId)), Directories = Directories };

        Assert.Contains(advice, create.WhatPreventsStart(new Libvirt.LibvirtException(Libvirt.LibvirtErrorCode.InternalError, Libvirt.LibvirtErrorDomain.Lxc, error), Inventory), StringComparison.Ordinal);
    }

    /// <summary>Everybody who sees the container sees its tasks.</summary>
    [Fact]
    public void VirshLine_HidesWhatTheProgramIsTold() =>
        Assert.DoesNotContain("hunter-22", new CreateContainer { Target = "box", Directories = Directories, Plan = Plan(new NewContainer("box", Path: "/srv/x", Arguments: ["--password=hunter-22"])) }.VirshLine, StringComparison.Ordinal);

    /// <summary>Without a card libvirt would give it the host's network.</summary>
    [Fact]
    public void ContainerWithoutCards_HasNoNetwork()
    {
        Assert.Contains(Plan(new NewContainer("box", Path: "/srv/x", Networks: [])).Definition(Inventory).Features, feature => feature.Name == "privnet");
        Assert.Empty(Plan(new NewContainer("box", Path: "/srv/x")).Definition(Inventory).Features);
    }

    [Fact]
    public void Archive_BecomesAFolderOfTheContainersName()
    {
        var plan = Plan(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), FirstId: 100000));

        Assert.Equal("/srv/roots/web/rootfs", Assert.Single(plan.Definition(Inventory).Devices.OfType<FileSystemXml>()).SourceDirectory);
        var folder = plan.FolderIn(Inventory)!.Definition();
        Assert.Equal(("web", "dir", "0700", 100000, 100000), (folder.Name, folder.Format, folder.TargetMode, folder.TargetOwner, folder.TargetGroup));
        Assert.Empty(Mistakes(plan.Asked));
    }

    /// <summary>Without them ping of the system would not run. Other attributes belong to where the archive was packed.</summary>
    [Fact]
    public void Unpacking_KeepsTheCapabilitiesOfFiles()
    {
        var folder = Plan(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), FirstId: 100000)).FolderIn(Inventory)!;

        Assert.Contains("--xattrs --xattrs-include='security.capability' ", string.Join(' ', DomainXml.Parse(new UnpackingContainer(folder, Guid.NewGuid()).ToUnpack("a.tar", 1)).InitArguments), StringComparison.Ordinal);
    }

    /// <summary>Its files would belong to root of the host; and nothing is unpacked over what is there.</summary>
    [Fact]
    public void ArchiveThatCantBeUnpacked_IsNamed()
    {
        Assert.Equal(["firstId"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"))).Keys);
        Assert.Equal(["archive"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "a.img"), FirstId: 65536)).Keys);
        Assert.Equal(["firstId"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), Root: new VolumeName(Folders, "box"), FirstId: 65535)).Keys.Except(["root"]));
        Assert.Equal(["root"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), Root: new VolumeName(Folders, "box"), FirstId: 65536)).Keys);
        Assert.Equal(["root"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), Root: new VolumeName(Folders, "../x"), FirstId: 65536)).Keys);
        Assert.Equal(["path"], Mistakes(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), Path: "/srv/x", FirstId: 65536)).Keys);
    }

    [Fact]
    public void Series_HasNamesAndFoldersOfItsOwn()
    {
        var series = MachineSeries.Of(new NewContainer("web", Archive: new VolumeName(Folders, "system.tar.xz"), Root: new VolumeName(Folders, "root-01"), Count: 2)).ToArray();

        Assert.Equal([("web-1", "root-01"), ("web-2", "root-02")], series.Select(asked => (asked.Name!, asked.Root!.Volume!)));
        Assert.NotEqual(series[0].Uuid, series[1].Uuid);
    }

    private static PoolDirectories Directories => new(new InventoryStore(), new WebConsoleOptions { StateDirectory = "/var/lib/webconsole" });

    private static ContainerPlan Plan(NewContainer asked) => new(Host, asked);

    private static IReadOnlyDictionary<string, string[]> Mistakes(NewContainer asked) => new ContainerRules(Inventory, Plan(asked), Directories).Mistakes();
}
