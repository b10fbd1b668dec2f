namespace Libvirt;

/// <summary>libvirt's client library, <c>libvirt.so.0</c>, is not installed on this machine.</summary>
public sealed class LibvirtNotInstalledException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="innerException">What the loader said.</param>
    public LibvirtNotInstalledException(Exception? innerException = null)
        : base("libvirt's client library (libvirt.so.0) is not installed. On Debian and Ubuntu it is the package libvirt0.", innerException) { }
}
