using Libvirt.Native;

namespace Libvirt;

// Starting, stopping, pausing and saving. Each method throws LibvirtException: OperationInvalid where the state does
// not allow it.
public sealed partial class Domain
{
    /// <summary>Starts it; continues from a managed save where there is one.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainCreateWithFlags">virDomainCreateWithFlags</see>.</summary>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">It runs already (<see cref="LibvirtErrorCode.OperationInvalid"/>), or the start failed.</exception>
    public void Start(DomainCreateFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainCreateWithFlags(_handle, (uint)flags));

    /// <summary>Asks the guest to shut down and returns at once; the guest may ignore it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainShutdownFlags">virDomainShutdownFlags</see>.</summary>
    /// <param name="flags">How to ask. None: the driver chooses.</param>
    /// <exception cref="LibvirtException">It does not run, or this way is not available.</exception>
    public void Shutdown(DomainShutdownFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainShutdownFlags(_handle, (uint)flags));

    /// <summary>Asks the guest to restart and returns at once; the guest may ignore it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainReboot">virDomainReboot</see>.</summary>
    /// <param name="flags">How to ask. None: the driver chooses.</param>
    /// <exception cref="LibvirtException">It does not run, or this way is not available.</exception>
    public void Reboot(DomainShutdownFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainReboot(_handle, (uint)flags));

    /// <summary>Presses the reset button: unwritten data in the guest is lost.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainReset">virDomainReset</see>.</summary>
    /// <exception cref="LibvirtException">It does not run, or the driver cannot.</exception>
    public void Reset() => NativeCheck.NotNegative(() => NativeMethods.virDomainReset(_handle, 0));

    /// <summary>Stops it at once, like pulling the plug: unwritten data in the guest is lost. A transient domain vanishes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDestroyFlags">virDomainDestroyFlags</see>.</summary>
    /// <param name="graceful">Ask the hypervisor's process to end, and never kill it.</param>
    /// <exception cref="LibvirtException">It does not run, or could not be stopped.</exception>
    public void ForceOff(bool graceful = false)
    {
        const uint Graceful = 1;
        NativeCheck.NotNegative(() => NativeMethods.virDomainDestroyFlags(_handle, graceful ? Graceful : 0));
    }

    /// <summary>Pauses it; it keeps its memory.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSuspend">virDomainSuspend</see>.</summary>
    /// <exception cref="LibvirtException">It does not run.</exception>
    public void Suspend() => NativeCheck.NotNegative(() => NativeMethods.virDomainSuspend(_handle));

    /// <summary>Continues a paused one.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainResume">virDomainResume</see>.</summary>
    /// <exception cref="LibvirtException">It is not paused, or could not continue.</exception>
    public void Resume() => NativeCheck.NotNegative(() => NativeMethods.virDomainResume(_handle));

    /// <summary>Wakes a guest that put itself to sleep (<see cref="DomainState.PmSuspended"/>).
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainPMWakeup">virDomainPMWakeup</see>.</summary>
    /// <exception cref="LibvirtException">It does not sleep, or the driver cannot.</exception>
    public void WakeUp() => NativeCheck.NotNegative(() => NativeMethods.virDomainPMWakeup(_handle, 0));

    /// <summary>Sends a non-maskable interrupt, which makes many guests write a crash dump.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInjectNMI">virDomainInjectNMI</see>.</summary>
    /// <exception cref="LibvirtException">It does not run, or the driver cannot.</exception>
    public void InjectNmi() => NativeCheck.NotNegative(() => NativeMethods.virDomainInjectNMI(_handle, 0));

    /// <summary>Writes its memory to a file that libvirt keeps, and stops it; the next start continues there. May take minutes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainManagedSave">virDomainManagedSave</see>.</summary>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">It does not run or is not persistent, or writing failed.</exception>
    public void ManagedSave(DomainSaveFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainManagedSave(_handle, (uint)flags));

    /// <summary>Whether its next start continues from a managed save.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainHasManagedSaveImage">virDomainHasManagedSaveImage</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public bool HasManagedSave => NativeCheck.Flag(() => NativeMethods.virDomainHasManagedSaveImage(_handle, 0));

    /// <summary>Deletes the managed save, so that the next start boots.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainManagedSaveRemove">virDomainManagedSaveRemove</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public void RemoveManagedSave() => NativeCheck.NotNegative(() => NativeMethods.virDomainManagedSaveRemove(_handle, 0));

    /// <summary>The description in its managed save, which the next start takes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainManagedSaveGetXMLDesc">virDomainManagedSaveGetXMLDesc</see>.</summary>
    /// <param name="secure">Whether it has the secrets, too.</param>
    /// <exception cref="LibvirtException">It has no managed save, or the driver cannot.</exception>
    public string GetManagedSaveXml(bool secure = false) =>
        NativeCheck.Text(() => NativeMethods.virDomainManagedSaveGetXMLDesc(_handle, secure ? (uint)DomainXmlFlags.Secure : 0));

    /// <summary>Replaces the description in its managed save by one of the same hardware; whether it starts paused stays.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainManagedSaveDefineXML">virDomainManagedSaveDefineXML</see>.</summary>
    /// <param name="xml">The description.</param>
    /// <exception cref="LibvirtException">It has no managed save, the hardware differs, or the driver cannot.</exception>
    public void DefineManagedSave(string xml) => NativeCheck.NotNegative(() => NativeMethods.virDomainManagedSaveDefineXML(_handle, NativeText.Checked(xml), 0));

    /// <summary>Gives it another name; it must not run.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainRename">virDomainRename</see>.</summary>
    /// <param name="name">The new name.</param>
    /// <exception cref="LibvirtException">It runs, has a managed save or snapshots, or there is another of that name.</exception>
    public void Rename(string name) => NativeCheck.NotNegative(() => NativeMethods.virDomainRename(_handle, NativeText.Checked(name), 0));

    /// <summary>Deletes its definition; a running one continues until it stops. Disks stay.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUndefineFlags">virDomainUndefineFlags</see>.</summary>
    /// <param name="flags">What else to delete with it; libvirt refuses if something is left that no flag names.</param>
    /// <exception cref="LibvirtException">Something stands in the way, or the domain is gone.</exception>
    public void Undefine(DomainUndefineFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainUndefineFlags(_handle, (uint)flags));
}
