using System.Collections.Frozen;

namespace WebConsole.Security;

public static partial class DefinitionMask
{
    // The options of QEMU's own manual (https://www.qemu.org/docs/master/system/invocation.html), and older ones. Other
    // words that begin with a hyphen may be any text.
    private static readonly FrozenSet<string> QemuOptions = Set("""
        accel acpitable action add-fd append async-teardown audio audio-help audiodev balloon bios blockdev boot bootp bt cdrom
        chardev chroot cpu compat curses d D daemonize debugcon device display drive dtb dump-vmstate echr enable-fips enable-hax
        enable-kvm enable-sync-profile fda fdb fsdev full-screen fw_cfg g gdb global h hda hdb hdc hdd help icount incoming
        initrd iscsi jitdump k kernel L loadvm M m machine mem-path mem-prealloc mon monitor msg mtdblock name net netdev nic
        no-acpi no-fd-bootchk no-hpet no-kvm no-quit no-reboot no-shutdown no-user-config nodefaults nographic nouserconfig numa
        object old-param one-insn-per-tb only-migratable option-rom overcommit parallel perfmap pflash pidfile plugin portrait
        preconfig prom-env qmp qmp-pretty qtest qtest-log readconfig realtime redir rotate rtc run-with runas s S sandbox sd sdl
        seed semihosting semihosting-config serial set shim show-cursor singlestep smb smbios smp snapshot soundhw spice tb-size
        tftp tpmdev trace usb usbdevice user uuid version vga virtfs virtfs_synth vnc watchdog watchdog-action win2k-hack
        writeconfig xen-attach xen-domid xen-domid-restrict
        """);
}
