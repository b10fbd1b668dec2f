using WebConsole.OsInfo;

namespace WebConsole.Features.Machines.Guest;

/// <summary>How the agent is installed in a guest.</summary>
/// <param name="On">The systems, for people.</param>
/// <param name="Commands">What root enters there; <c>null</c> where it is no command.</param>
internal sealed record GuestAgentInstall(string On, string? Commands)
{
    public static readonly GuestAgentInstall Windows = new("Windows", null);

    private const string Systemd = "systemctl enable --now qemu-guest-agent";

    private static readonly (GuestAgentInstall How, string[] Distributions)[] Known =
    [
        (new("Debian, Ubuntu", $"apt install qemu-guest-agent\n{Systemd}"), ["debian", "ubuntu"]),
        (new("Fedora, RHEL and their kin", $"dnf install qemu-guest-agent\n{Systemd}"), ["fedora", "rhel", "centos", "rocky", "almalinux", "ol", "oracle", "circle", "eurolinux", "scientificlinux", "silverblue"]),
        (new("SUSE", $"zypper install qemu-guest-agent\n{Systemd}"), ["opensuse", "sles", "sled", "suse", "caasp"]),
        (new("Alpine", "apk add qemu-guest-agent\nrc-update add qemu-guest-agent\nrc-service qemu-guest-agent start"), ["alpinelinux", "alpine"]),
        (new("Arch", $"pacman -S qemu-guest-agent\n{Systemd}"), ["archlinux", "manjaro"]),
        (new("FreeBSD", "pkg install qemu-guest-agent\nsysrc qemu_guest_agent_enable=YES\nservice qemu-guest-agent start"), ["freebsd"]),
        (Windows, ["win", "winnt", "microsoft"]),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<GuestAgentInstall> All => Known.Select(each => each.How);

    /// <summary>That of a system; <c>null</c> where it is not known.</summary>
    /// <param name="id">As osinfo-db names it, or the definition: <c>http://debian.org/debian/12</c>.</param>
    /// <param name="os">What osinfo-db says of it.</param>
    public static GuestAgentInstall? For(string? id, Os? os)
    {
        string?[] words = [os?.Distribution, os?.Family, .. Uri.TryCreate(id, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(1) : []];
        return Known.FirstOrDefault(each => words.OfType<string>().Any(word => each.Distributions.Contains(word, StringComparer.OrdinalIgnoreCase))).How;
    }
}
