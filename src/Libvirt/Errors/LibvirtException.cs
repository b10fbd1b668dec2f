namespace Libvirt;

/// <summary>A call to libvirt failed.</summary>
/// <remarks>
/// Code should decide by <see cref="Code"/>. <see cref="Exception.Message"/> is libvirt's text for people; it may
/// contain text from guests or users.
/// See <see href="https://libvirt.org/html/libvirt-virterror.html#virError">virError</see>.
/// </remarks>
public sealed class LibvirtException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="domain">Which part of libvirt says so.</param>
    /// <param name="message">libvirt's text.</param>
    /// <param name="number">The error's own number, such as errno for <see cref="LibvirtErrorCode.SystemError"/>.</param>
    /// <param name="innerException">What led to it, when it did not come from libvirt.</param>
    public LibvirtException(LibvirtErrorCode code, LibvirtErrorDomain domain, string message, int number = 0, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Domain = domain;
        Number = number;
    }

    /// <summary>What went wrong. A code that this library does not name keeps its number.</summary>
    public LibvirtErrorCode Code { get; }

    /// <summary>Which part of libvirt says so. One that this library does not name keeps its number.</summary>
    public LibvirtErrorDomain Domain { get; }

    /// <summary>The number that the error carries beside its code (virError's int1): errno for
    /// <see cref="LibvirtErrorCode.SystemError"/>, else mostly 0 or without meaning.</summary>
    public int Number { get; }
}
