using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Fails a class whose tests leave a handle or a registration behind.</summary>
public sealed class LeakCheck : IDisposable
{
    private readonly int _handles = LibvirtHandle.Live;
    private readonly int _registrations = CallbackTarget.Count;
    private readonly int _abandoned = LibvirtHandle.Abandoned;

    public void Dispose()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(_handles, LibvirtHandle.Live);
        Assert.Equal(_abandoned, LibvirtHandle.Abandoned);
        Assert.Equal(_registrations, CallbackTarget.Count);
    }
}
