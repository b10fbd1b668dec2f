namespace Libvirt;

/// <summary>
/// The code set of key codes.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virKeycodeSet">virKeycodeSet</see>.
/// </summary>
public enum KeyCodeSet
{
    /// <summary>Linux input events.</summary>
    Linux = 0,

    /// <summary>XT scan codes.</summary>
    Xt = 1,

    /// <summary>AT set 1.</summary>
    AtSet1 = 2,

    /// <summary>AT set 2.</summary>
    AtSet2 = 3,

    /// <summary>AT set 3.</summary>
    AtSet3 = 4,

    /// <summary>macOS.</summary>
    OsX = 5,

    /// <summary>XT as in the Linux keyboard driver.</summary>
    XtKbd = 6,

    /// <summary>USB HID.</summary>
    Usb = 7,

    /// <summary>Windows.</summary>
    Win32 = 8,

    /// <summary>QEMU's own, XT with extended keys in one byte.</summary>
    QNumber = 9,
}
