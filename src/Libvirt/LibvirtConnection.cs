namespace Libvirt;

/// <summary>A connection to a hypervisor host.</summary>
public sealed class LibvirtConnection : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() { }
}
