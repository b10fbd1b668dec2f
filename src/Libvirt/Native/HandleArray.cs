using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>The null-terminated array of references that some calls take; holds the handles until disposed.</summary>
internal sealed class HandleArray : IDisposable
{
    private readonly List<SafeHandle> _held = [];

    internal HandleArray(IEnumerable<SafeHandle> handles)
    {
        try
        {
            foreach (var handle in handles)
                Hold(handle);
            NullTerminated = [.. _held.Select(handle => handle.DangerousGetHandle()), 0];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal nint[] NullTerminated { get; }

    public void Dispose()
    {
        foreach (var handle in _held)
            handle.DangerousRelease();
        _held.Clear();
    }

    private void Hold(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _held.Add(handle);
    }
}
