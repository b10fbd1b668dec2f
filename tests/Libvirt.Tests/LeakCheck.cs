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
        // Fewer is well: what a class before this one held, libvirt's loop may have let go of meanwhile.
        Assert.InRange(LibvirtHandle.Live, 0, _handles);
        Assert.InRange(CallbackTarget.Count, 0, _registrations);
        Assert.Equal(_abandoned, LibvirtHandle.Abandoned);
    }
}
