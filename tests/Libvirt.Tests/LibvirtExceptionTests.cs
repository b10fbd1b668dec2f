using System.Runtime.InteropServices;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests;

public sealed partial class LibvirtExceptionTests(LeakCheck leaks) : IClassFixture<LeakCheck>
{
    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void UnknownDomain_HasCodeDomainAndText()
    {
        using var host = TestHost.With("alpha");

        var failure = Assert.Throws<LibvirtException>(() => host.Connection.LookupDomain("beta"));

        Assert.Equal((LibvirtErrorCode.NoDomain, LibvirtErrorDomain.Test), (failure.Code, failure.Domain));
        Assert.Contains("Domain not found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_StaysWhenLaterCallsWipeTheError()
    {
        using var host = TestHost.With("alpha");
        using (var stopped = host.Connection.LookupDomain("alpha"))
            stopped.ForceOff();

        var failure = Assert.Throws<LibvirtException>(Fail);

        Assert.Contains("'alpha' not running", failure.Message, StringComparison.Ordinal);

        void Fail()
        {
            // The release happens between the failure and the reading of the error.
            using var another = host.Connection.LookupDomain("alpha");
            another.Suspend();
        }
    }

    [Fact]
    public void ManyThreads_EachHasItsOwnError()
    {
        using var host = TestHost.With("alpha");

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            if (number % 2 == 0)
                Assert.Equal(LibvirtErrorCode.NoDomain, Assert.Throws<LibvirtException>(() => host.Connection.LookupDomain("beta")).Code);
            else
                Assert.Equal(LibvirtErrorCode.NoNetwork, Assert.Throws<LibvirtException>(() => host.Connection.LookupNetwork(Guid.Empty)).Code);
        });
    }

    [Fact]
    public void FunctionThatThisLibvirtLacks_IsNoSupport()
    {
        var failure = Assert.Throws<LibvirtException>(() => NativeCheck.NotNegative(virDomainFlyToTheMoon));

        Assert.Equal(LibvirtErrorCode.NoSupport, failure.Code);
        Assert.IsType<EntryPointNotFoundException>(failure.InnerException);
    }

    [Fact]
    public void MissingLibrary_IsNotInstalled() =>
        Assert.Throws<LibvirtNotInstalledException>(() => NativeCheck.NotNegative(virInitializeFromNowhere));

    [Fact]
    public void FailureWithoutARecordedError_SaysSo()
    {
        var failure = Assert.Throws<LibvirtException>(() => NativeCheck.NotNegative(() =>
        {
            _ = LibvirtLibrary.Version;
            return -1;
        }));

        Assert.Equal(LibvirtErrorCode.Ok, failure.Code);
        Assert.NotEmpty(failure.Message);
    }

    [LibraryImport(NativeMethods.Library)]
    private static partial int virDomainFlyToTheMoon();

    [LibraryImport("libvirt-nowhere.so.0")]
    private static partial int virInitializeFromNowhere();
}
