using System.Collections.Frozen;

namespace WebConsole.CloudInit.Rules;

/// <summary>Names that systems give to their own users and groups; of those that Linux has nearly everywhere.</summary>
internal static class SystemNames
{
    /// <summary>Users who are there before anybody makes one; most of them can't sign in.</summary>
    public static FrozenSet<string> Users { get; } = Set(
        "daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody operator ftp halt shutdown sshd syslog dbus polkitd messagebus chrony tss");

    /// <summary>Groups without a user of their name. Ubuntu has a group admin, udev those of devices.</summary>
    public static FrozenSet<string> Groups { get; } = Set(
        "admin adm tty disk kmem mem dialout fax voice cdrom floppy tape sudo wheel audio dip src shadow utmp video sasl plugdev staff users nogroup input kvm render sgx crontab ssh netdev lxd docker libvirt");

    /// <summary>Those of them that let their members do as root.</summary>
    public static FrozenSet<string> PrivilegedGroups { get; } = Set("admin adm sudo wheel disk kmem shadow staff lxd docker libvirt kvm");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();
}
