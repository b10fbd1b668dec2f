using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Fails a class whose tests leave a handle or a registration behind.</summary>
public sealed class LeakCheck : IDisposable
{
    private readonly int _handles;
    private readonly int _registrations;
    private readonly int _abandoned;

    public LeakCheck()
    {
        // Collect the garbage of earlier test classes first.
        Collect();
        (_handles, _registrations, _abandoned) = (LibvirtHandle.Live, CallbackTarget.Count, LibvirtHandle.Abandoned);
    }

    public void Dispose()
    {
        Collect();
        // Fewer are fine: libvirt's loop may have released objects of earlier classes meanwhile.
        Assert.InRange(LibvirtHandle.Live, 0, _handles);
        Assert.InRange(CallbackTarget.Count, 0, _registrations);
        Assert.Equal(_abandoned, LibvirtHandle.Abandoned);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
