using Libvirt;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class OperationErrorsTests
{
    [Theory]
    [InlineData("Unable to write /srv/images/a: No space left on device", "The file system is full:")]
    [InlineData("cannot fill file '/srv/images/a': Disk quota exceeded", "The storage's quota is used up:")]
    [InlineData("cannot create path '/srv/images/a': Read-only file system", "The file system is mounted read-only")]
    [InlineData("internal error: Child process (/usr/bin/qemu-img create …) unexpected exit status 1: qemu-img: /srv/images/a: The image size is too large for file format 'qcow2' (try using a larger cluster size)", "Choose a smaller size.")]
    public void WhatTheSystemSays_GetsAdvice(string said, string advice) =>
        Assert.StartsWith(advice, OperationErrors.Describe(new LibvirtException(LibvirtErrorCode.SystemError, LibvirtErrorDomain.Storage, said), new FakeOperation { On = TestMachines.Web.Id, Target = "web-01" }, InventorySnapshot.Empty).Advice, StringComparison.Ordinal);

    /// <summary>The host lacks nothing where a definition contradicts itself.</summary>
    [Theory]
    [InlineData("unsupported configuration: chardev 'spicevmc' not supported without spice graphics", true)]
    [InlineData("unsupported configuration: boot order 1 is used for more than one device", true)]
    [InlineData("unsupported configuration: a and b cannot be used together", true)]
    [InlineData("unsupported configuration: this QEMU has no such device", false)]
    public void Contradiction_IsNotTheHosts(string said, bool isNone) =>
        Assert.Equal(isNone, OperationErrors.Describe(new LibvirtException(LibvirtErrorCode.ConfigurationUnsupported, LibvirtErrorDomain.Domain, said), new FakeOperation { On = TestMachines.Web.Id, Target = "web-01" }, InventorySnapshot.Empty).Advice is null);

    [Fact]
    public void PoolWithoutItsDirectory_MayBeBuilt()
    {
        const string Said = "cannot open directory '/srv/gone': No such file or directory";
        Assert.StartsWith("Its directory is gone.", PoolAdvice.For(Said, PoolKinds.All.Single(kind => kind.Type == "dir")), StringComparison.Ordinal);
        Assert.Null(PoolAdvice.For(Said, PoolKinds.All.Single(kind => kind.Type == "logical")));
    }
}
