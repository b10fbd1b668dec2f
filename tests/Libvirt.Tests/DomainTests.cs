using Xunit;

namespace Libvirt.Tests;

public sealed class DomainTests(LeakCheck leaks) : IClassFixture<LeakCheck>
{
    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    [Trait("Attack", "J1")]
    public void HostileNames_ComeBackAsTheyAre()
    {
        using var host = TestHost.With(TestHost.HostileNames);

        for (var number = 0; number < TestHost.HostileNames.Length; number++)
        {
            var name = TestHost.HostileNames[number];
            using var byName = host.Connection.LookupDomain(name);
            using var byUuid = host.Connection.LookupDomain(TestHost.Uuid(number));
            Assert.Equal((TestHost.Uuid(number), name), (byName.Uuid, byUuid.Name));
        }
    }

    [Fact]
    [Trait("Attack", "J1")]
    public void NameWithZero_IsRefusedInsteadOfCut()
    {
        using var host = TestHost.With("alpha");

        var failure = Assert.Throws<LibvirtException>(() => host.Connection.LookupDomain("alpha\0beta"));

        Assert.Equal(LibvirtErrorCode.InvalidArgument, failure.Code);
    }

    [Fact]
    public void Uuid_HasTheOrderInWhichItIsWritten()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        Assert.Contains($"<uuid>{domain.Uuid}</uuid>", domain.GetXml(), StringComparison.Ordinal);
        Assert.Equal("00112233-4455-6677-8899-000000000000", domain.Uuid.ToString());
    }

    [Fact]
    public void Running_TellsItsFigures()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        var info = domain.GetInfo();
        Assert.Equal((DomainState.Running, 65536ul, 65536ul, 2), (info.State, info.MaxMemoryKiB, info.MemoryKiB, info.VirtualCpus));
        Assert.Equal(1, domain.Id);
        Assert.True(domain.IsActive);
        Assert.True(domain.IsPersistent);
        Assert.False(domain.HasManagedSave);
        Assert.Equal(DomainState.Running, domain.GetState().State);
    }

    [Fact]
    public void State_ComesWithItsReason()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        domain.Suspend();
        Assert.Equal((DomainState.Paused, (int)DomainPausedReason.User), domain.GetState());
        domain.ForceOff();
        Assert.Equal((DomainState.ShutOff, (int)DomainShutOffReason.Destroyed), domain.GetState());
        domain.Start();
        Assert.Equal((DomainState.Running, (int)DomainRunningReason.Booted), domain.GetState());
    }

    /// <summary>The test driver invents the errors, in turn.</summary>
    [Fact]
    public void DiskErrors_NameTheDisks()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.CreateDomain("""
            <domain type='test'>
              <name>disks</name>
              <memory unit='MiB'>64</memory>
              <os><type>hvm</type></os>
              <devices>
                <disk type='file' device='disk'><source file='/srv/a'/><target dev='vda' bus='virtio'/></disk>
                <disk type='file' device='disk'><source file='/srv/b'/><target dev='vdb' bus='virtio'/></disk>
              </devices>
            </domain>
            """);

        Assert.Equal([new("vda", DomainDiskErrorCode.Unspecified), new("vdb", DomainDiskErrorCode.NoSpace)], domain.GetDiskErrors());
    }

    [Fact]
    public void DiskErrors_OfAMachineWithoutDisksOrThatIsOff()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");
        Assert.Empty(domain.GetDiskErrors());

        domain.ForceOff();
        Assert.Equal(LibvirtErrorCode.OperationInvalid, Assert.Throws<LibvirtException>(domain.GetDiskErrors).Code);
    }

    [Fact]
    public void List_FollowsItsFlags()
    {
        using var host = TestHost.With("alpha", "beta", "gamma");
        using (var beta = host.Connection.LookupDomain("beta"))
            beta.ForceOff();

        Assert.Equal(["alpha", "beta", "gamma"], Names(ListDomainsFlags.None));
        Assert.Equal(["alpha", "gamma"], Names(ListDomainsFlags.Active));
        Assert.Equal(["beta"], Names(ListDomainsFlags.ShutOff));
        Assert.Empty(Names(ListDomainsFlags.Transient));

        IEnumerable<string> Names(ListDomainsFlags flags)
        {
            var domains = host.Connection.ListDomains(flags);
            foreach (var domain in domains)
                domain.Dispose();
            return domains.Select(domain => domain.Name).Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Lifecycle_GoesThroughItsStates()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        AssertAfter(domain.Suspend, DomainState.Paused);
        AssertAfter(domain.Resume, DomainState.Running);
        AssertAfter(() => domain.Reboot(), DomainState.Running);
        AssertAfter(() => domain.ManagedSave(), DomainState.ShutOff);
        Assert.True(domain.HasManagedSave);
        AssertAfter(() => domain.Start(), DomainState.Running);
        Assert.False(domain.HasManagedSave);
        AssertAfter(() => domain.Shutdown(), DomainState.ShutOff);
        AssertAfter(() => domain.Start(), DomainState.Running);
        AssertAfter(() => domain.ForceOff(), DomainState.ShutOff);

        void AssertAfter(Action action, DomainState expected)
        {
            action();
            Assert.Equal(expected, domain.GetState().State);
        }
    }

    [Fact]
    public void ManagedSave_CanBeThrownAway()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");
        domain.ManagedSave();

        domain.RemoveManagedSave();

        Assert.False(domain.HasManagedSave);
    }

    [Fact]
    public void Autostart_IsKept()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        domain.SetAutostart(true);
        Assert.True(domain.Autostart);
        domain.SetAutostart(false);
        Assert.False(domain.Autostart);
    }

    [Fact]
    public void Defined_CanBeStartedAndUndefined()
    {
        using var host = TestHost.With("alpha");
        var uuid = Guid.NewGuid();

        using var domain = host.Connection.DefineDomain(TestHost.Domain("beta", uuid));
        Assert.Equal((uuid, null), (domain.Uuid, domain.Id));
        domain.Undefine();

        var failure = Assert.Throws<LibvirtException>(() => host.Connection.LookupDomain(uuid));
        Assert.Equal(LibvirtErrorCode.NoDomain, failure.Code);
    }

    [Fact]
    public void Created_IsGoneWhenItStops()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.CreateDomain(TestHost.Domain("beta", Guid.NewGuid()));
        Assert.False(domain.IsPersistent);

        domain.ForceOff();

        Assert.Equal(LibvirtErrorCode.NoDomain, Assert.Throws<LibvirtException>(() => domain.GetInfo()).Code);
    }

    [Fact]
    public void Addresses_OfTheTestDriver()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var domain = connection.LookupDomain("test");

        var found = Assert.Single(domain.GetInterfaceAddresses(DomainInterfaceAddressesSource.Lease));

        Assert.Equal("aa:bb:cc:dd:ee:ff", found.HardwareAddress);
        Assert.Equal(new DomainIPAddress(IPAddressType.IPv4, "192.168.122.3", 24), Assert.Single(found.Addresses));
    }

    [Fact]
    public void SendKey_TakesKeysAndRefusesTooMany()
    {
        using var host = TestHost.With("alpha");
        using var domain = host.Connection.LookupDomain("alpha");

        domain.SendKey(KeyCodeSet.Linux, [29, 56, 111], holdMilliseconds: 50);

        Assert.Throws<LibvirtException>(() => domain.SendKey(KeyCodeSet.Linux, new uint[17]));
    }
}
