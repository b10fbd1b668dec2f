namespace Libvirt;

/// <summary>A machine as libvirt knows it.</summary>
public sealed class Domain : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() { }
}
